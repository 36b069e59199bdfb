import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import {
  apply,
  applyBlock,
  enveloped,
  type Rows,
  seed,
  type TriedTransaction,
  undone,
} from "../../../../support/procedure.ts";
import { longTitle, sold, trackAfter } from "../../../track/seed.ts";

const owner = { user_id: 51, signer: "0xowner" };
const walletless = { user_id: 52, signer: "0xMigration" };

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, {
    users: [
      { user_id: owner.user_id, wallet: owner.signer, handle: "Ray" },
      { user_id: walletless.user_id, wallet: "0xmigration" },
    ],
    tracks: [{ track_id: 5, owner_id: owner.user_id, is_delete: true, is_unlisted: false, track_segments: [] }],
    track_routes: [
      { owner_id: owner.user_id, track_id: 5, slug: "taken", title_slug: "z", collision_id: 3, blocknumber: 0 },
      { owner_id: owner.user_id, track_id: 6, slug: "hidden", title_slug: "y", collision_id: 0, blocknumber: 0 },
    ],
  });
});

afterAll(() => database.drop());

const created_at = "2019-03-04T05:06:07.123456Z";
const then = "2019-03-04T05:06:07.123456";

function carried(data: object, changes: Partial<TriedTransaction> = {}): TriedTransaction {
  return {
    kind: "manage_entity_migration",
    entity_type: "Track",
    action: "Create",
    entity_id: 7,
    metadata: enveloped({ title: "My Song", owner_id: changes.user_id ?? owner.user_id, created_at, ...data }),
    ...owner,
    ...changes,
  };
}

/** A track and what goes with it after some transactions, all applied and then undone. */
async function leftBy(tried: readonly TriedTransaction[], entity_id = 7): Promise<unknown> {
  return undone(database.client, async () => {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
    const { rows } = await database.client.query(trackAfter, [entity_id]);
    return rows[0];
  });
}

describe("Track Create of the genesis", () => {
  test("writes the track at the time that it carries", async () => {
    expect(await leftBy([carried({})])).toMatchObject({
      track: {
        created_at: then,
        updated_at: then,
        release_date: then,
        is_delete: false,
        txhash: "0xtx1",
        blocknumber: 1,
      },
    });
  });

  test("situation 5: a user without a wallet has the migration address for one, and it signs for their tracks", async () => {
    const homeless = { user_id: 53, signer: "0xMigrAtion" };
    const signUp = carried({}, { ...homeless, entity_type: "User", entity_id: 53 });
    expect(await leftBy([signUp, carried({}, homeless)])).toMatchObject({ track: { owner_id: 53 } });
  });

  test.each<[situation: string, data: object, track: object, route: unknown[]]>([
    [
      "situation 17: a carried slug is the title slug too",
      { title: "", route_slug: "k2rX2M3", route_collision_id: 0 },
      { title: "" },
      ["k2rX2M3", "k2rX2M3", 0, true],
    ],
    [
      "situation 18: a route is carried as it is",
      { route_slug: "x-3", route_title_slug: "x", route_collision_id: 3 },
      {},
      ["x-3", "x", 3, true],
    ],
    [
      "situation 19: a route that is not carried comes from the title",
      { route_collision_id: 5 },
      {},
      ["my-song", "my-song", 0, true],
    ],
    ["a track without a title has its number for one", { title: null }, { title: "" }, ["7", "7", 0, true]],
  ])("%s", async (_, data, track, route) => {
    expect(await leftBy([carried(data)])).toMatchObject({ track, routes: [route] });
  });

  test("situation 16: a route that is taken costs its own track alone", async () => {
    await undone(database.client, async () => {
      const block = [
        carried({ route_slug: "a" }, { entity_id: 7 }),
        carried({ route_slug: "a" }, { entity_id: 8 }),
        carried({ route_slug: "b" }, { entity_id: 9 }),
      ];
      const refused = await applyBlock(database.client, block);
      expect(refused.map((each) => each?.code)).toEqual([undefined, "route_taken", undefined]);
      const tracks = await database.client.query("select track_id from tracks where track_id > 5 order by 1");
      expect(tracks.rows).toEqual([{ track_id: 7 }, { track_id: 9 }]);
      const raw = await database.client.query("select entity_id::integer from etl_manage_entities order by id");
      expect(raw.rows).toEqual([{ entity_id: 7 }, { entity_id: 8 }, { entity_id: 9 }]);
    });
  });

  test("situation 18: a later title of the same slug gets the number after it", async () => {
    const route = { route_slug: "x-3", route_title_slug: "x", route_collision_id: 3 };
    const live = {
      ...carried({ title: "x", created_at: undefined }, { entity_id: 2_000_001 }),
      kind: "manage_entity" as const,
    };
    expect(await leftBy([carried(route), live], 2_000_001)).toMatchObject({ routes: [["x-4", "x", 4, true]] });
  });

  test("situation 21: a deleted stem keeps its track, whether that exists or not", async () => {
    const stem_of = { category: "BASS", parent_track_id: 999 };
    expect(await leftBy([carried({ is_delete: true, is_available: false, stem_of })])).toMatchObject({
      track: { is_delete: true, is_available: false, stem_of },
      stems: [999],
    });
  });

  test("situation 22: description, genre and conditions of access may be what they are", async () => {
    const gate = { is_stream_gated: true, stream_conditions: { a: 1, b: 2 } };
    const data = { description: "d".repeat(3_000), genre: "g".repeat(150), ...gate };
    expect(await leftBy([carried(data)])).toMatchObject({ track: { ...data, genre: `G${"g".repeat(149)}` } });
  });

  test("situation 23: collaborators are invited at the track's time, and accept at the block's", async () => {
    const guest = { user_id: walletless.user_id, signer: walletless.signer };
    const approve = {
      ...guest,
      entity_type: "TrackCollaborator",
      action: "Approve",
      entity_id: 7,
      kind: "manage_entity_migration" as const,
    };
    await undone(database.client, async () => {
      const collaborators = "select to_jsonb(track_collaborators) as row from track_collaborators";
      expect(await apply(database.client, carried({ collaborators: [guest.user_id] }))).toBeNull();
      const invited = { status: "pending", invited_by: 51, created_at: then, updated_at: then };
      expect((await database.client.query(collaborators)).rows).toMatchObject([{ row: invited }]);
      expect(await apply(database.client, { ...approve, time: "2026-10-01T12:00:00.25Z" })).toBeNull();
      const accepted = { ...invited, status: "accepted", updated_at: "2026-10-01T12:00:00.25" };
      expect((await database.client.query(collaborators)).rows).toMatchObject([{ row: accepted }]);
    });
  });

  test("situation 24: access authorities stand beside the data", async () => {
    const data = { title: "x", owner_id: owner.user_id };
    const metadata = JSON.stringify({ cid: "", data, access_authorities: ["0xAB "] });
    expect(await leftBy([carried({}, { metadata })])).toMatchObject({ track: { access_authorities: ["0xAB"] } });
  });

  test("a price is noted at the track's time", async () => {
    const sale = { is_download_gated: true, download_conditions: sold };
    await undone(database.client, async () => {
      expect(await apply(database.client, carried(sale))).toBeNull();
      const { rows } = await database.client.query(
        "select to_jsonb(track_price_history) as row from track_price_history",
      );
      expect(rows).toMatchObject([
        { row: { block_timestamp: then, created_at: then, total_price_cents: 100, access: "download" } },
      ]);
    });
  });

  test("a price that the track has already is not noted", async () => {
    const sale = { is_download_gated: true, download_conditions: sold };
    const { price: total_price_cents, splits } = sold.usdc_purchase;
    const row = { track_id: 7, total_price_cents, splits, access: "download", blocknumber: 0 };
    await undone(database.client, async () => {
      await seed(database.client, { track_price_history: [{ ...row, block_timestamp: "2018-01-01T00:00:00" }] });
      expect(await apply(database.client, carried(sale))).toBeNull();
      const { rows } = await database.client.query(trackAfter, [7]);
      expect(rows).toMatchObject([{ prices: [[100, "download"]] }]);
    });
  });

  describe("a remix of a track that hosts a contest already (events come after tracks, so the writer sends none)", () => {
    const entry = { remix_of: { tracks: [{ parent_track_id: 5 }] } };
    const contest = { event_id: 1, event_type: "remix_contest", entity_type: "track", entity_id: 5, event_data: {} };
    const subscription = { subscriber_id: owner.user_id, user_id: 1, entity_type: "Event", blocknumber: 0 };

    test.each<[what: string, before: Rows, txhash: string]>([
      ["subscribes", {}, "auto_e1_0xtx1"],
      ["subscribes again", { subscriptions: [{ ...subscription, is_delete: true }] }, "auto_e1_0xtx1"],
      ["subscribes once", { subscriptions: [subscription] }, "0xseed"],
    ])("%s", async (_, before, txhash) => {
      await undone(database.client, async () => {
        await seed(database.client, {
          events: [{ ...contest, user_id: walletless.user_id, end_date: "2019-03-04T05:06:08", is_deleted: false }],
          ...before,
        });
        expect(await apply(database.client, carried(entry))).toBeNull();
        const { rows } = await database.client.query(trackAfter, [7]);
        const row = [owner.user_id, 1, txhash === "0xseed" ? null : 1, "Event", false, txhash];
        expect(rows).toMatchObject([{ subscriptions: [row] }]);
      });
    });
  });

  test("a download is noted at the time that it carries", async () => {
    const download = { ...carried({}), action: "Download", metadata: JSON.stringify({ city: "Oslo", created_at }) };
    await undone(database.client, async () => {
      expect(await apply(database.client, carried({}))).toBeNull();
      expect(await apply(database.client, download)).toBeNull();
      const { rows } = await database.client.query("select to_jsonb(track_downloads) as row from track_downloads");
      expect(rows).toMatchObject([{ row: { city: "Oslo", created_at: then, user_id: 51 } }]);
    });
  });

  test.each<[code: string, tried: TriedTransaction]>([
    ["owner_not_signer", carried({}, { metadata: "" })],
    ["situation 20: owner_not_signer", carried({ owner_id: 52 })],
    ["signer_not_authorized", carried({}, { signer: "0xsomebody" })],
    ["track_exists", carried({}, { entity_id: 5 })],
    ["track_id_out_of_range", carried({}, { entity_id: 2 ** 31 })],
    ["invalid_genre", carried({ genre: longTitle })],
    ["invalid_route_slug", carried({ route_slug: "\u0000" })],
    ["invalid_route_collision_id", carried({ route_collision_id: 2 ** 31 })],
    ["stem_parent_invalid", carried({ stem_of: { parent_track_id: 2 ** 31 } })],
    ["remix_parents_invalid", carried({ remix_of: { tracks: [{ parent_track_id: 2 ** 31 }] } })],
    ["collaborator_out_of_range", carried({ collaborators: [2 ** 31] })],
    ["price_missing", carried({ is_download_gated: true, download_conditions: { usdc_purchase: { splits: [] } } })],
    [
      "price_out_of_range",
      carried({ is_download_gated: true, download_conditions: { usdc_purchase: { price: 1e19, splits: [] } } }),
    ],
    ["splits_missing", carried({ is_download_gated: true, download_conditions: { usdc_purchase: { price: 1 } } })],
    ["slug_too_long", carried({ route_slug: longTitle })],
    ["slug_too_long", carried({ route_slug: "x", route_title_slug: longTitle })],
    ["slug_too_long", carried({ title: longTitle })],
    ["route_taken", carried({ route_slug: "taken" })],
    ["route_taken", carried({ title: "Hidden" })],
  ])("%s: %#", async (name, tried) => {
    const refused = await undone(database.client, () => apply(database.client, tried));
    expect(refused?.code).toBe(name.split(": ").at(-1));
  });
});
