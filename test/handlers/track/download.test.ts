import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, enveloped, seed, type TriedTransaction, undone } from "../../support/procedure.ts";
import { artist, now, other, time, track, trackRows } from "./seed.ts";

const brokenStem = 2_000_015;
const oslo = { city: "Oslo", region: "Østlandet", country: "NO" };
const nowhere = { city: null, region: null, country: null };

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, trackRows);
  await seed(database.client, {
    tracks: [{ track_id: brokenStem, owner_id: artist.user_id, stem_of: { parent_track_id: 2 ** 31 } }],
  });
});

afterAll(() => database.drop());

function download(entity_id: number, metadata = "", changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return { ...other, entity_type: "Track", action: "Download", entity_id, metadata, time, ...changes };
}

const downloads = "select to_jsonb(track_downloads) as row from track_downloads";

describe("Track Download", () => {
  test.each([
    ["a track", download(track.song), { parent_track_id: track.song, ...nowhere }],
    ["a deleted track", download(track.deleted), { parent_track_id: track.deleted, ...nowhere }],
    ["its place", download(track.song, enveloped(oslo)), { parent_track_id: track.song, ...oslo }],
    ["its place, flat", download(track.song, JSON.stringify({ ...oslo, city: 5 })), { ...oslo, city: null }],
    [
      "its place beside a member with U+0000",
      download(track.song, enveloped({ ...oslo, note: "\u0000" })),
      { parent_track_id: track.song, ...oslo },
    ],
    ["a stem beside its track", download(track.bass), { parent_track_id: track.song, ...nowhere }],
  ])("notes %s", async (_, tried, expected) => {
    await undone(database.client, async () => {
      expect(await apply(database.client, tried)).toBeNull();
      const { rows } = await database.client.query(downloads);
      const row = {
        track_id: tried.entity_id,
        user_id: other.user_id,
        created_at: now,
        txhash: "0xtx1",
        blocknumber: 1,
      };
      expect(rows).toEqual([{ row: { parent_track_id: tried.entity_id, ...row, ...expected } }]);
    });
  });

  test("counts a transaction once", async () => {
    await undone(database.client, async () => {
      const row = { parent_track_id: track.song, track_id: track.song, txhash: "0xtx1", blocknumber: 0, city: "Rome" };
      await seed(database.client, { track_downloads: [row] });
      expect(await apply(database.client, download(track.song, enveloped(oslo)))).toBeNull();
      const { rows } = await database.client.query(downloads);
      expect(rows).toMatchObject([{ row: { city: "Rome" } }]);
    });
  });

  test.each([
    ["signer_not_authorized", download(track.song, "", { signer: artist.signer })],
    ["track_missing", download(99)],
    ["stem_parent_invalid", download(brokenStem)],
    ["invalid_city", download(track.song, enveloped({ city: "\u0000" }))],
  ])("%s", async (code, tried) => {
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});
