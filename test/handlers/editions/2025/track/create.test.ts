import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, type Rows, seed, undone } from "../../../../support/procedure.ts";
import { artist, badTracks, handleless, other, sold, trackAfter, trackRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, trackRows);
});

afterAll(async () => {
  await database.drop();
});

const song = { owner_id: artist.user_id, title: "New Song!", genre: "Techno" };
const create = { ...artist, entity_type: "Track", action: "Create", entity_id: 2_000_100, metadata: enveloped(song) };

async function created(data: object): Promise<unknown> {
  return await undone(database.client, async () => {
    expect(await apply(database.client, { ...create, metadata: enveloped({ ...song, ...data }) })).toBeNull();
    return (await database.client.query(trackAfter, [create.entity_id])).rows[0];
  });
}

describe("Track Create", () => {
  test("writes the track and its route", async () => {
    expect(await created({ duration: 120, description: "x", cover_art: "Qm" })).toMatchObject({
      track: {
        ...song,
        track_id: 2_000_100,
        duration: 120,
        description: "x",
        cover_art: null,
        cover_art_sizes: "Qm",
        route_id: "artist/new-song",
        is_unlisted: false,
        is_delete: false,
        is_current: true,
        release_date: "2026-06-01T12:00:00",
        created_at: "2026-06-01T12:00:00",
        updated_at: "2026-06-01T12:00:00",
        txhash: "0xtx1",
        blockhash: "0xblock1",
        blocknumber: 1,
      },
      routes: [["new-song", "new-song", 0, true]],
      prices: null,
      stems: null,
      remixes: null,
    });
  });

  test("makes a route that is there already the former one", async () => {
    await undone(database.client, async () => {
      expect(await apply(database.client, { ...create, entity_id: 2_000_101 })).toBeNull();
      const { rows } = await database.client.query(trackAfter, [2_000_101]);
      expect(rows).toMatchObject([
        {
          routes: [
            ["new-song", "new-song", 0, true],
            ["stray", "stray", 0, false],
          ],
        },
      ]);
    });
  });

  const earlier = { track_id: create.entity_id, total_price_cents: 100, splits: sold.usdc_purchase.splits };
  test.each<[string, Rows, object, object]>([
    [
      "stem",
      { stems: [{ parent_track_id: 2_000_001, child_track_id: create.entity_id }] },
      { stem_of: { category: "BASS", parent_track_id: 2_000_001 } },
      { stems: [2_000_001] },
    ],
    [
      "price",
      {
        track_price_history: [
          { ...earlier, access: "download", blocknumber: 0, block_timestamp: "2026-01-01T00:00:00" },
        ],
      },
      { is_download_gated: true, download_conditions: sold },
      { prices: [[100, "download"]] },
    ],
  ])("notes no %s that the track has already", async (_, before, data, expected) => {
    await undone(database.client, async () => {
      await seed(database.client, before);
      expect(await apply(database.client, { ...create, metadata: enveloped({ ...song, ...data }) })).toBeNull();
      expect((await database.client.query(trackAfter, [create.entity_id])).rows).toMatchObject([expected]);
    });
  });

  const parents = { tracks: [{ parent_track_id: 2_000_001 }, { parent_track_id: 99 }] };
  const gates = { is_stream_gated: true, stream_conditions: sold, is_download_gated: true, download_conditions: sold };
  test.each<[string, object, object]>([
    ["a number to a title that is taken", { title: "Song" }, { routes: [["song-1", "song", 1, true]] }],
    [
      "a further number to a title that looks like a numbered one",
      { title: "b 1" },
      { routes: [["b-1-1", "b-1", 1, true]] },
    ],
    ["its hashid to a title of which no letter is left", { title: "!!!" }, { track: { title: "!!!" } }],
    ["what it is a stem of", { stem_of: { category: "BASS", parent_track_id: 2_000_001 } }, { stems: [2_000_001] }],
    ["what it remixes", { remix_of: parents }, { remixes: [99, 2_000_001] }],
    ["the price of hearing it", gates, { prices: [[100, "stream"]], track: { stream_conditions: sold } }],
    [
      "the price of downloading it",
      { is_download_gated: true, download_conditions: sold },
      { prices: [[100, "download"]] },
    ],
    [
      "the whole price to the owner, where splits are an object of old",
      { is_download_gated: true, download_conditions: { usdc_purchase: { price: 100, splits: { abc: 100 } } } },
      { track: { download_conditions: sold } },
    ],
    [
      "AI attribution to who allows it",
      { ai_attribution_user_id: 3_000_002 },
      { track: { ai_attribution_user_id: 3_000_002 } },
    ],
    [
      "a hidden state until a scheduled release",
      { is_scheduled_release: true, release_date: "2026-07-01T00:00:00.000Z" },
      { track: { is_unlisted: true, release_date: "2026-07-01T00:00:00" } },
    ],
    [
      "no hidden state where the scheduled release is past",
      { is_scheduled_release: true, is_unlisted: true, release_date: "2026-05-01T00:00:00.000Z" },
      { track: { is_unlisted: false } },
    ],
  ])("gives %s", async (_, data, expected) => {
    expect(await created(data)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ["metadata_missing", { metadata: "" }],
    ["handle_missing", { ...handleless, metadata: enveloped({ ...song, owner_id: handleless.user_id }) }],
    ["handle_missing", { user_id: 99 }],
    ["signer_not_authorized", { signer: other.signer }],
    ["track_exists", { entity_id: 2_000_001 }],
    ["track_id_below_offset", { entity_id: 1_999_999 }],
    ["track_id_out_of_range", { entity_id: 2n ** 31n }],
    ["owner_not_signer", { metadata: enveloped({ ...song, owner_id: other.user_id }) }],
    ["owner_not_signer", { metadata: enveloped({ title: "x" }) }],
    ["route_taken", { metadata: enveloped({ ...song, title: "Odd" }) }],
    ["stem_parent_invalid", { metadata: enveloped({ ...song, stem_of: { parent_track_id: true } }) }],
    ["stem_parent_invalid", { metadata: enveloped({ ...song, stem_of: { parent_track_id: 2 ** 31 } }) }],
    ...badTracks.map(([code, data]): [string, object] => [code, { metadata: enveloped({ ...song, ...data }) }]),
  ])("%s: %o", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...create, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
