/** What single steps of users come to under production's triggers, of the generation that fits the edition. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { apply, blockTime, enveloped, seed, type TriedTransaction } from "../support/procedure.ts";
import { type Generation, installTriggers } from "../support/triggers.ts";

const artist = { user_id: 1, signer: "0xartist" };
const manager = { user_id: 2, signer: "0xmanager" };
const buyer = { user_id: 3, signer: "0xbuyer" };
const fans = Array.from({ length: 10 }, (_, index) => ({ user_id: 101 + index, signer: `0xfan${index}` }));

const track = 10;
const album = 20;

let database: TestDatabase;

describe.each<{ edition: "2025" | "2026"; generation: Generation }>([
  { edition: "2025", generation: "A" },
  { edition: "2026", generation: "B" },
])("edition $edition under triggers of generation $generation", ({ edition, generation }) => {
  beforeEach(async () => {
    database = await freshDatabase(edition);
    await installTriggers(database.client, generation);
    await seed(database.client, {
      users: [artist, manager, buyer, ...fans].map(({ user_id, signer }) => ({ user_id, wallet: signer })),
      aggregate_user: [artist, manager, buyer, ...fans].map(({ user_id }) => ({ user_id })),
      tracks: [
        { track_id: track, owner_id: artist.user_id, is_unlisted: false, is_available: true, track_segments: [] },
      ],
      playlists: [
        {
          playlist_id: album,
          playlist_owner_id: artist.user_id,
          playlist_name: "Album",
          is_album: true,
          is_private: false,
          is_stream_gated: true,
          stream_conditions: { usdc_purchase: { price: 100, splits: [{ user_id: artist.user_id, percentage: 100 }] } },
          playlist_contents: { track_ids: [] },
        },
      ],
      usdc_purchases: [
        {
          slot: 1,
          signature: "s",
          buyer_user_id: buyer.user_id,
          seller_user_id: artist.user_id,
          amount: 1,
          content_type: "album",
          content_id: album,
          splits: [],
          extra_amount: 0,
          access: "stream",
        },
      ],
    });
  });
  afterEach(() => database.drop());

  /** Applies each in a block of its own. */
  async function applied(...tried: readonly TriedTransaction[]): Promise<void> {
    for (const each of tried) {
      expect(await apply(database.client, each)).toBeNull();
    }
  }

  /** The notifications of some types, in the order in which they were written, each with its block. */
  async function told(...types: readonly string[]): Promise<string[]> {
    const { rows } = await database.client.query<{ line: string }>(
      `select format('%s to %s in block %s', type, array_to_string(user_ids, ','), blocknumber) as line
       from notification where type = any ($1) order by id`,
      [types],
    );
    return rows.map(({ line }) => line);
  }

  const follow = (fan: (typeof fans)[number], action: "Follow" | "Unfollow" = "Follow"): TriedTransaction => ({
    ...fan,
    entity_type: "User",
    action,
    entity_id: artist.user_id,
  });

  test("the tenth follower is a milestone, once, where one of them leaves and comes back before", async () => {
    const [first, ...others] = fans;
    const last = others.pop();
    if (first === undefined || last === undefined) {
      throw new Error("there are ten fans");
    }
    await applied(follow(first), ...others.map((fan) => follow(fan)), follow(first, "Unfollow"), follow(first));
    const milestones = "select id, name, threshold, blocknumber from milestones";
    expect((await database.client.query(milestones)).rows).toEqual([]);
    await applied(follow(last), follow(last, "Unfollow"), follow(last));
    // Nine follows, one back and forth, and the tenth.
    const blocknumber = 12;
    expect((await database.client.query(milestones)).rows).toEqual([
      { id: artist.user_id, name: "FOLLOWER_COUNT", threshold: 10, blocknumber },
    ]);
    expect(await told("milestone_follower_count")).toEqual([`milestone_follower_count to 1 in block ${blocknumber}`]);
    const { rows } = await database.client.query("select follower_count from aggregate_user where user_id = 1");
    expect(rows).toEqual([{ follower_count: "10" }]);
  });

  test("a grant is told to the manager; its approval to nobody, as the trigger does not see it", async () => {
    const grant = { entity_type: "Grant" };
    const metadata = JSON.stringify({ grantee_address: manager.signer });
    const ofArtist = JSON.stringify({ grantor_user_id: artist.user_id });
    await applied({ ...artist, ...grant, action: "Create", metadata });
    await applied({ ...manager, ...grant, action: "Approve", metadata: ofArtist });
    expect(await told("request_manager", "approve_manager_request")).toEqual(["request_manager to 2 in block 1"]);
  });

  test("a track that leaves a bought album and comes back is told to the buyer once", async () => {
    const time = Date.parse(blockTime) / 1000;
    const contents = (...track_ids: readonly number[]): TriedTransaction => ({
      ...artist,
      entity_type: "Playlist",
      action: "Update",
      entity_id: album,
      metadata: enveloped({ playlist_contents: { track_ids: track_ids.map((id) => ({ track: id, time })) } }),
    });
    await applied(contents(track), contents(), contents(track));
    const { rows } = await database.client.query("select playlist_id, track_id, is_removed from playlist_tracks");
    expect(rows).toEqual([{ playlist_id: album, track_id: track, is_removed: false }]);
    expect(await told("track_added_to_purchased_album")).toEqual(["track_added_to_purchased_album to 3 in block 1"]);
  });
});
