import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../../../support/procedure.ts";
import { artist, fan, found, walletOf, world } from "../comment/world.ts";

const song = 20;
const deletedStem = 21;
const brokenStem = 22;
const oslo = { city: "Oslo", region: "Østlandet", country: "NO" };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, world);
  await seed(database.client, {
    tracks: [
      { track_id: song, owner_id: artist },
      {
        track_id: deletedStem,
        owner_id: artist,
        is_delete: true,
        stem_of: { category: "BASS", parent_track_id: song },
      },
      { track_id: brokenStem, owner_id: artist, stem_of: { category: "BASS", parent_track_id: 2 ** 31 } },
    ],
  });
});
afterAll(() => database.drop());

function download(track_id: number, metadata = "", signer: string = walletOf(fan)): TriedTransaction {
  return { entity_type: "Track", action: "Download", user_id: fan, entity_id: track_id, metadata, signer };
}

describe("Track Download", () => {
  const nowhere = { city: null, region: null, country: null };
  const taken: [name: string, tried: TriedTransaction, row: object][] = [
    ["a track", download(song), { parent_track_id: song, track_id: song, ...nowhere }],
    ["a place", download(song, enveloped(oslo)), { parent_track_id: song, track_id: song, ...oslo }],
    ["a stem beside its track", download(deletedStem), { parent_track_id: song, track_id: deletedStem, ...nowhere }],
  ];
  it.each(taken)("notes %s", async (_, tried, row) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      expect(
        await found(
          database.client,
          `select parent_track_id, track_id, user_id, city, region, country, txhash, blocknumber,
                  created_at = '2026-06-01 12:00' as at_block_time from track_downloads`,
        ),
      ).toEqual([{ ...row, user_id: fan, txhash: "0xtx1", blocknumber: 1, at_block_time: true }]);
    });
  });

  it("counts a transaction once", async () => {
    await undone(database.client, async () => {
      await seed(database.client, {
        track_downloads: [{ parent_track_id: song, track_id: song, txhash: "0xtx1", blocknumber: 0, city: "Rome" }],
      });
      expect(await apply(database.client, download(song, enveloped(oslo)))).toBeNull();
      expect(await found(database.client, "select city from track_downloads")).toEqual([{ city: "Rome" }]);
    });
  });

  const refused: [code: string, tried: TriedTransaction][] = [
    ["metadata_without_changes", download(song, enveloped({ planet: "Earth" }))],
    ["signer_not_authorized", download(song, "", walletOf(artist))],
    ["track_missing", download(999)],
    ["invalid_city", download(song, enveloped({ city: ["Oslo", 5] }))],
    ["invalid_region", download(song, enveloped({ region: [[]] }))],
    ["invalid_country", download(song, enveloped({ country: { code: "NO" } }))],
    ["stem_parent_invalid", download(brokenStem)],
  ];
  it.each(refused)("refuses with %s", async (code, tried) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toMatchObject({ code });
    });
  });
});
