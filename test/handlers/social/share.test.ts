import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { artist, fan, now, playlist, socialRows, track, tried } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, socialRows);
});

afterAll(() => database.drop());

const song = { entity_type: "Track", entity_id: track.song };
const named = (type: unknown) => ({ entity_type: "User", metadata: enveloped({ type }) });

describe("Share", () => {
  test("is a row, as often as it comes", async () => {
    await undone(database.client, async () => {
      for (let time = 0; time < 2; time++) expect(await apply(database.client, tried("Share", song))).toBeNull();
      const { rows } = await database.client.query("select to_jsonb(shares) as row from shares order by blocknumber");
      const share = {
        user_id: fan.user_id,
        share_item_id: track.song,
        share_type: "track",
        created_at: now,
        slot: null,
      };
      expect(rows).toEqual([
        { row: { ...share, txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1 } },
        { row: { ...share, txhash: "0xtx2", blockhash: "0xblock2", blocknumber: 2 } },
      ]);
    });
  });

  test("is a row once, when the same transaction comes again", async () => {
    await undone(database.client, async () => {
      const same = { user_id: fan.user_id, share_item_id: track.song, share_type: "track", txhash: "0xtx1" };
      await seed(database.client, { shares: [same] });
      expect(await apply(database.client, tried("Share", song))).toBeNull();
      const { rows } = await database.client.query("select blocknumber from shares");
      expect(rows).toEqual([{ blocknumber: null }]);
    });
  });

  test.each<[what: string, about: Partial<TriedTransaction>, type: string]>([
    ["a playlist", { entity_type: "PLAYLIST", entity_id: playlist.songs }, "playlist"],
    ["one's own track", { entity_type: "Track", entity_id: track.fans }, "track"],
    ["a deleted track", { entity_type: "Track", entity_id: track.deleted }, "track"],
    ["what the metadata's type says", { ...named("Track"), entity_id: track.song }, "track"],
    ["what the entity type says, first", { ...song, metadata: '{"type":"playlist"}' }, "track"],
  ])("takes %s", async (_, about, share_type) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried("Share", about))).toBeNull();
      const { rows } = await database.client.query("select share_item_id, share_type from shares");
      expect(rows).toEqual([{ share_item_id: about.entity_id, share_type }]);
    });
  });

  test.each([
    ["situation 81: album_not_shared", tried("Share", { entity_type: "Album", entity_id: playlist.fansAlbum })],
    ["situation 81: target_missing", tried("Share", { entity_type: "Album", entity_id: track.song })],
    ["situation 81: target_type_unknown", tried("Share")],
    ["target_type_unknown", tried("Share", { ...named("Track\u0000"), entity_id: track.song })],
    ["target_type_unknown", tried("Share", { entity_type: "x", entity_id: track.song })],
    ["signer_not_authorized", tried("Share", { ...song, signer: artist.signer })],
    ["target_missing", tried("Share", { ...song, entity_id: playlist.songs })],
    ["target_missing", tried("Share", { ...song, entity_id: 2n ** 31n })],
  ])("%s", async (name, transaction) => {
    const refused = await undone(database.client, () => apply(database.client, transaction));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
