/** What the triggers write when rows come and change, as handlers write them. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rebuildAggregates } from "../../src/aggregates/rebuild.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { type Rows, seed } from "../support/procedure.ts";
import { wrongCounts } from "./recounts.ts";

let database: TestDatabase;

const artist = 1;
const fan = 2;
const friend = 3;

const world: Rows = {
  blocks: [{ number: 1 }],
  users: [
    { user_id: artist, wallet: "0xArtist" },
    { user_id: fan, wallet: "0xFan" },
    { user_id: friend, wallet: "0xFriend" },
  ],
  tracks: [
    { track_id: 10, owner_id: artist, is_unlisted: false, is_available: true },
    { track_id: 11, owner_id: fan, remix_of: { tracks: [{ parent_track_id: 10 }] } },
  ],
  playlists: [
    { playlist_id: 20, playlist_owner_id: artist, is_album: false, is_private: false, playlist_contents: {} },
  ],
};

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, world);
  await rebuildAggregates(database.client);
});
afterAll(() => database.drop());
beforeEach(() => database.client.query("begin"));
afterEach(() => database.client.query("rollback"));

const usual: Readonly<Record<string, unknown>> = {
  is_current: true,
  is_delete: false,
  created_at: "2026-06-01T12:00:00",
  updated_at: "2026-06-01T12:00:00",
  txhash: "0xtx",
  blockhash: "0xblock",
  blocknumber: 1,
};

/** Inserts a row, as a handler does, with the triggers on. */
async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const { rows } = await database.client.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1",
    [table],
  );
  const filled = {
    ...Object.fromEntries(rows.flatMap(({ name }) => (name in usual ? [[name, usual[name]]] : []))),
    ...row,
  };
  const names = Object.keys(filled).join(", ");
  await database.client.query(
    `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1)`,
    [JSON.stringify(filled)],
  );
}

const update = (statement: string) => database.client.query(statement);

/** What the triggers have written, a line a notification, in the order in which they did. */
async function notified(): Promise<string[]> {
  await database.client.query("set constraints all immediate");
  const { rows } = await database.client.query<{ line: string }>(
    "select format('%s %s for %s to %s', type, group_id, specifier, array_to_string(user_ids, ',')) as line from notification order by id",
  );
  return rows.map(({ line }) => line);
}

const dataOf = async (type: string) =>
  (await database.client.query<{ data: unknown }>("select data from notification where type = $1", [type])).rows[0]
    ?.data;

const follow = (follower: number, followee: number) =>
  insert("follows", { follower_user_id: follower, followee_user_id: followee });

const subscribe = (subscriber: number, to: Readonly<Record<string, unknown>>) =>
  insert("subscriptions", { subscriber_id: subscriber, ...to });

describe("social actions", () => {
  it("a follow is told once, however often it is undone and done again", async () => {
    await follow(fan, artist);
    for (const isDeleted of [true, false, true, false]) {
      await update(`update follows set is_delete = ${isDeleted}`);
      expect(await wrongCounts(database.client)).toEqual([]);
    }
    expect(await notified()).toEqual(["follow follow:1 for 2 to 1"]);
    expect(await dataOf("follow")).toEqual({ follower_user_id: fan, followee_user_id: artist });
  });

  it("the tenth follower is a milestone, once", async () => {
    for (let follower = 101; follower <= 110; follower += 1) {
      await follow(follower, artist);
    }
    await update("update follows set is_delete = true where follower_user_id = 110");
    await update("update follows set is_delete = false where follower_user_id = 110");
    expect((await notified()).filter((line) => line.startsWith("milestone"))).toEqual([
      "milestone_follower_count milestone:FOLLOWER_COUNT:id:1:threshold:10 for 1 to 1",
    ]);
    expect((await database.client.query("select id, name, threshold from milestones")).rows).toEqual([
      { id: artist, name: "FOLLOWER_COUNT", threshold: 10 },
    ]);
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("a save is told to the owner, a save of a repost to those who reposted, a cosign to the remixer", async () => {
    await follow(artist, friend);
    await insert("reposts", {
      user_id: friend,
      repost_item_id: 11,
      repost_type: "track",
      is_repost_of_repost: false,
      created_at: "2026-05-20T00:00:00",
    });
    await insert("saves", { user_id: artist, save_item_id: 11, save_type: "track", is_save_of_repost: true });
    expect(await notified()).toEqual([
      "follow follow:3 for 1 to 3",
      "repost repost:11:type:track for 3 to 2",
      "save save:11:type:track for 1 to 2",
      "save_of_repost save_of_repost:11:type:track for 1 to 3",
      "cosign cosign:parent_track10:original_track:11 for 1 to 2",
    ]);
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("a repost of a repost is told to those who reposted first", async () => {
    await follow(fan, friend);
    const repost = { repost_item_id: 20, repost_type: "playlist" };
    await insert("reposts", { ...repost, user_id: friend, is_repost_of_repost: false, created_at: "2026-05-20" });
    await insert("reposts", { ...repost, user_id: fan, is_repost_of_repost: true });
    expect((await notified()).slice(1)).toEqual([
      "repost repost:20:type:playlist for 3 to 1",
      "repost repost:20:type:playlist for 2 to 1",
      "repost_of_repost repost_of_repost:20:type:playlist for 2 to 3",
    ]);
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("who bought what they save is not told of twice, and who is shadow-banned tells nobody", async () => {
    await insert("usdc_purchases", {
      slot: 1,
      signature: "s",
      buyer_user_id: fan,
      seller_user_id: artist,
      amount: 1,
      content_type: "track",
      content_id: 10,
      splits: [],
      extra_amount: 0,
      access: "stream",
    });
    await insert("saves", { user_id: fan, save_item_id: 10, save_type: "track", is_save_of_repost: false });
    await update(`update aggregate_user set score = -1 where user_id = ${friend}`);
    await insert("saves", { user_id: friend, save_item_id: 10, save_type: "track", is_save_of_repost: false });
    expect(await notified()).toEqual([]);
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("shares and plays are counted", async () => {
    await insert("shares", { user_id: fan, share_item_id: 10, share_type: "track" });
    await insert("shares", { user_id: fan, share_item_id: 20, share_type: "playlist", txhash: "0xb" });
    await database.client.query(
      "insert into plays (play_item_id, created_at, country, slot) select 10, '2026-05-31T23:59:59', 'Germany', 1 from generate_series(1, 10)",
    );
    await database.client.query("insert into plays (play_item_id, created_at) values (10, '2026-06-01')");
    expect(await notified()).toEqual(["milestone milestone:LISTEN_COUNT:id:10:threshold:10 for 1 to 1"]);
    const months = await database.client.query(
      "select timestamp::text as month, country, count from aggregate_monthly_plays order by 1",
    );
    expect(months.rows).toEqual([
      { month: "2026-05-01", country: "Germany", count: 10 },
      { month: "2026-06-01", country: "", count: 1 },
    ]);
    expect(await wrongCounts(database.client)).toEqual([]);
  });
});

describe("tracks and playlists", () => {
  const track = { track_id: 12, owner_id: artist, is_unlisted: false, is_available: true, is_playlist_upload: false };

  it("subscribers hear of a track when it becomes public, and only they", async () => {
    await subscribe(fan, { user_id: artist, entity_type: "User", entity_id: artist });
    await subscribe(friend, { user_id: artist, entity_type: "Event", entity_id: artist });
    await insert("tracks", { ...track, is_unlisted: true });
    expect(await notified()).toEqual([]);
    await update("update tracks set is_unlisted = false where track_id = 12");
    await update("update tracks set title = 'again' where track_id = 12");
    expect(await notified()).toEqual(["create create:track:user_id:1 for 12 to 2"]);
    expect(await wrongCounts(database.client)).toEqual([]);
    await update("update tracks set is_delete = true where track_id = 12");
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("a submission to a contest is told to its host and its subscribers", async () => {
    await insert("events", {
      event_id: 30,
      event_type: "remix_contest",
      user_id: artist,
      entity_type: "track",
      entity_id: 10,
      end_date: "2026-07-01",
      is_deleted: false,
      created_at: "2026-05-01",
    });
    await subscribe(friend, { user_id: 30, entity_type: "Event", entity_id: 30 });
    await insert("tracks", {
      ...track,
      owner_id: fan,
      remix_of: { tracks: [{ parent_track_id: 10 }] },
    });
    expect(await notified()).toEqual([
      "remix remix:track:12:parent_track:10 for 2 to 1",
      "artist_remix_contest_submissions artist_remix_contest_submissions:30:1 for 1:30 to 1",
      "fan_remix_contest_submission fan_remix_contest_submission:30:submission:12 for 1 to 1",
      "fan_remix_contest_submission fan_remix_contest_submission:30:submission:12 for 3 to 3",
    ]);
  });

  it("followers and savers hear of a contest, also its host who has saved the track", async () => {
    await follow(fan, artist);
    await insert("saves", { user_id: artist, save_item_id: 10, save_type: "track", is_save_of_repost: false });
    await insert("saves", { user_id: friend, save_item_id: 10, save_type: "track", is_save_of_repost: false });
    await insert("events", {
      event_id: 30,
      event_type: "remix_contest",
      user_id: artist,
      entity_type: "track",
      entity_id: 10,
      is_deleted: false,
    });
    expect((await notified()).filter((line) => line.startsWith("fan_"))).toEqual([
      "fan_remix_contest_started fan_remix_contest_started:10:user:1 for 1 to 1",
      "fan_remix_contest_started fan_remix_contest_started:10:user:1 for 2 to 2",
      "fan_remix_contest_started fan_remix_contest_started:10:user:1 for 3 to 3",
    ]);
  });

  it("of a track that is no longer hidden, all contests that run are told, though it is not available yet", async () => {
    await follow(fan, artist);
    await insert("tracks", { ...track, is_unlisted: true, is_available: false });
    const contest = { event_type: "remix_contest", entity_type: "track", entity_id: 12, is_deleted: false };
    await insert("events", { ...contest, event_id: 30, user_id: artist });
    await insert("events", { ...contest, event_id: 31, user_id: friend, end_date: "2026-07-01" });
    await insert("events", { ...contest, event_id: 32, user_id: fan, end_date: "2026-05-01" });
    await subscribe(friend, { user_id: 30, entity_type: "Event", entity_id: 30 });
    await subscribe(fan, { user_id: 31, entity_type: "Event", entity_id: 31 });
    await subscribe(artist, { user_id: 32, entity_type: "Event", entity_id: 32 });
    await update("update tracks set is_unlisted = false where track_id = 12");
    expect(await notified()).toEqual([
      "follow follow:1 for 2 to 1",
      "fan_remix_contest_started fan_remix_contest_started:12:user:1 for 2 to 2",
      "fan_remix_contest_started fan_remix_contest_started:12:user:1 for 3 to 3",
      "fan_remix_contest_started fan_remix_contest_started:12:user:3 for 2 to 2",
    ]);
  });

  it("a playlist is counted while it is public, and told when it becomes so", async () => {
    await subscribe(fan, { user_id: artist, entity_type: "User", entity_id: artist });
    const contents = { track_ids: [{ track: 11, time: Date.parse("2026-06-01T12:00:00Z") / 1000 }] };
    await insert("playlists", {
      playlist_id: 21,
      playlist_owner_id: artist,
      is_album: true,
      is_private: true,
      playlist_contents: contents,
    });
    expect(await wrongCounts(database.client)).toEqual([]);
    await update("update playlists set is_private = false where playlist_id = 21");
    expect(await wrongCounts(database.client)).toEqual([]);
    await update("update playlists set playlist_contents = playlist_contents || '{\"a\": 1}' where playlist_id = 21");
    expect(await notified()).toEqual([
      "create create:playlist_id:21 for 1 to 2",
      "track_added_to_playlist track_added_to_playlist:playlist_id:21:track_id:11 for 2 to 2",
    ]);
    for (const change of ["is_private = true", "is_private = false", "is_album = false", "is_delete = true"]) {
      await update(`update playlists set ${change} where playlist_id = 21`);
      expect(await wrongCounts(database.client), change).toEqual([]);
    }
  });

  it("buyers of an album hear of a track that is added", async () => {
    await update(
      `update playlists set is_album = true, is_stream_gated = true, stream_conditions = '{"usdc_purchase": {}}' where playlist_id = 20`,
    );
    await insert("usdc_purchases", {
      slot: 1,
      signature: "s",
      buyer_user_id: fan,
      seller_user_id: artist,
      amount: 1,
      content_type: "album",
      content_id: 20,
      splits: [],
      extra_amount: 0,
      access: "stream",
    });
    await insert("playlist_tracks", { playlist_id: 20, track_id: 10, is_removed: false });
    expect(await notified()).toEqual([
      "track_added_to_purchased_album track_added_to_purchased_album:playlist_id:20:track_id:10 for 2 to 2",
    ]);
  });
});

describe("comments", () => {
  const comment = { comment_id: 40, text: "so", user_id: fan, entity_id: 10, entity_type: "Track", is_visible: true };

  it("the owner hears of a comment, its author of answers and reactions", async () => {
    await insert("comments", { ...comment });
    await insert("comments", { ...comment, comment_id: 41, user_id: friend });
    await insert("comment_threads", { parent_comment_id: 40, comment_id: 41 });
    await insert("comment_reactions", { comment_id: 40, user_id: friend });
    await insert("comment_reactions", { comment_id: 40, user_id: fan });
    expect(await notified()).toEqual([
      "comment_thread comment_thread:40 for 41 to 2",
      "comment_reaction comment_reaction:40 for 3 to 2",
      "comment comment:10:type:Track for 40 to 1",
    ]);
    expect(await dataOf("comment_thread")).toEqual({
      type: "Track",
      entity_id: 10,
      entity_user_id: artist,
      comment_user_id: friend,
      comment_id: 41,
    });
    expect(await wrongCounts(database.client)).toEqual([]);
    await update("update comments set is_delete = true where comment_id = 41");
    await update("update comments set is_visible = false where comment_id = 40");
    expect(await wrongCounts(database.client)).toEqual([]);
  });

  it("an owner who is mentioned hears of that alone, and who has muted another of nothing", async () => {
    await insert("muted_users", { user_id: friend, muted_user_id: fan });
    await insert("comments", { ...comment });
    await insert("comment_mentions", { comment_id: 40, user_id: artist });
    await insert("comment_mentions", { comment_id: 40, user_id: friend });
    await insert("comment_mentions", { comment_id: 40, user_id: fan });
    expect(await notified()).toEqual(["comment_mention comment_mention:40 for 1 to 1"]);
  });

  it("an owner who has muted a track's comments hears of nothing under it", async () => {
    await insert("comment_notification_settings", {
      user_id: artist,
      entity_id: 10,
      entity_type: "Track",
      is_muted: true,
    });
    await insert("comments", { ...comment });
    await insert("comment_mentions", { comment_id: 40, user_id: artist });
    expect(await notified()).toEqual([]);
  });

  it("what an artist writes in the own fan club goes to followers and holders of the coin", async () => {
    await follow(fan, artist);
    await insert("artist_coins", {
      mint: "m",
      ticker: "$A",
      user_id: artist,
      decimals: 9,
      name: "",
      has_discord: false,
    });
    await insert("sol_user_balances", { user_id: friend, mint: "m", balance: 1 });
    await insert("comments", {
      ...comment,
      user_id: artist,
      entity_id: artist,
      entity_type: "FanClub",
    });
    expect((await notified()).slice(1)).toEqual([
      "fan_club_text_post fan_club_text_post:40:user:1 for 2 to 2",
      "fan_club_text_post fan_club_text_post:40:user:1 for 3 to 3",
    ]);
  });

  it("what a host writes under a contest goes to its subscribers", async () => {
    await insert("events", {
      event_id: 30,
      event_type: "remix_contest",
      user_id: artist,
      entity_type: "track",
      entity_id: 10,
      is_deleted: false,
    });
    await subscribe(fan, { user_id: 30, entity_type: "Event", entity_id: 30 });
    const post = { ...comment, user_id: artist, entity_id: 30, entity_type: "Event" };
    await insert("comments", { ...post });
    expect(await notified()).toEqual(["remix_contest_update remix_contest_update:40:event:30 for 2 to 2"]);
  });
});

describe("grants, collaborators and tips", () => {
  it("a manager is asked, and the user told of the approval", async () => {
    await insert("grants", { user_id: artist, grantee_address: "0xfan", is_revoked: false });
    await update("update grants set is_approved = true, updated_at = '2026-06-02'");
    const asked = "grantee_user_id:2:grantee_address:0xfan:user_id:1";
    expect(await notified()).toEqual([
      `request_manager request_manager:${asked}:updated_at:2026-06-01 12:00:00:created_at:2026-06-01 12:00:00 for 1 to 2`,
      `approve_manager_request approve_manager_request:${asked}:created_at:2026-06-01 12:00:00 for 2 to 1`,
    ]);
    await update("update grants set is_revoked = true");
    await update("update grants set is_revoked = false, is_approved = null, updated_at = '2026-06-03'");
    expect(await notified()).toHaveLength(3);
  });

  it("an app, which is no user, is not asked", async () => {
    await insert("grants", { user_id: artist, grantee_address: "0xapp", is_revoked: false });
    expect(await notified()).toEqual([]);
  });

  it("a collaborator is invited, and the inviter told of the acceptance", async () => {
    await insert("track_collaborators", {
      track_id: 10,
      collaborator_user_id: fan,
      invited_by: artist,
      status: "pending",
    });
    await update("update track_collaborators set status = 'accepted', updated_at = '2026-06-02'");
    expect(await notified()).toEqual([
      "track_collaborator_invite track_collaborator_invite:track_id:10:collaborator_user_id:2:inviter_user_id:1 for 1 to 2",
      "track_collaborator_accept track_collaborator_accept:track_id:10:collaborator_user_id:2:inviter_user_id:1 for 2 to 1",
    ]);
  });

  it("who sent a tip hears of the reaction, and the receiver keeps it", async () => {
    await insert("user_tips", { slot: 1, signature: "tip", sender_user_id: fan, receiver_user_id: artist, amount: 5 });
    await insert("notification", {
      type: "tip_receive",
      group_id: "tip_receive:user_id:1:signature:tip",
      specifier: "1",
      timestamp: "2026-06-01",
      data: {},
      id: 1,
    });
    await insert("reactions", {
      id: 1,
      reaction_value: 3,
      sender_wallet: "0xArtist",
      reaction_type: "tip",
      reacted_to: "tip",
      timestamp: "2026-06-01",
    });
    expect((await notified()).at(-1)).toBe(
      "reaction reaction:reaction_to:tip:reaction_type:tip:reaction_value:3 for 1 to 2",
    );
    expect(await dataOf("tip_receive")).toEqual({ reaction_value: 3 });
  });
});

describe("listeners", () => {
  it("hear of each changed row on a channel with its table's name", async () => {
    await database.client.query("commit");
    const heard: string[] = [];
    const hear = ({ channel, payload }: { channel: string; payload?: string | undefined }) => {
      heard.push(`${channel} ${payload ?? ""}`);
    };
    database.client.on("notification", hear);
    await database.client.query(
      "listen users; listen user_verified; listen tracks; listen playlists; listen aggregate_user",
    );
    await update(`update users set is_verified = true, blocknumber = 1 where user_id = ${fan}`);
    await update("update tracks set title = 'new' where track_id = 10");
    await update("update playlists set playlist_name = 'new' where playlist_id = 20");
    await update(`update aggregate_user set score = 7 where user_id = ${fan}`);
    await database.client.query("unlisten *");
    database.client.off("notification", hear);
    expect(heard.map((line) => line.split(" ")[0])).toEqual([
      "users",
      "user_verified",
      "tracks",
      "playlists",
      "aggregate_user",
    ]);
    expect(heard[1]).toBe('user_verified {"user_id" : 2, "blocknumber" : 1}');
    await database.client.query("begin");
  });
});
