import type pg from "pg";

/** A difference that a test puts into one of two equal databases, and how parity must name it. */
export interface Planted {
  readonly name: string;
  readonly side: "ours" | "theirs";
  readonly table: string;
  /** Changes rows of the table, which is called `line`, and gives the key of the one that differs then, as JSON. */
  readonly sql: string;
  readonly kind: "differing" | "missing in ours" | "missing in theirs";
  /** The fields that differ, JSON members by their path; [] for a row that is missing. */
  readonly fields: readonly string[];
}

/** One row of a table, always the same: by its key the first that meets a condition, or the one after so many. */
function one(table: string, key: readonly string[], condition = "true", after = 0): string {
  const list = key.join(", ");
  return `(${list}) = (select ${list} from ${table} where ${condition} order by ${list} limit 1 offset ${after})`;
}

function keyJson(key: readonly string[]): string {
  return `json_build_object(${key.map((column) => `'${column}', line.${column}::text`).join(", ")})`;
}

function changed(
  table: string,
  key: readonly string[],
  change: string,
  fields: readonly string[],
  condition?: string,
  after?: number,
): Pick<Planted, "table" | "sql" | "kind" | "fields"> {
  const sql = `update ${table} as line set ${change} where ${one(table, key, condition, after)} returning ${keyJson(key)}`;
  return { table, sql, kind: "differing", fields };
}

function lost(side: Planted["side"], table: string, key: readonly string[], condition?: string): Omit<Planted, "name"> {
  const sql = `delete from ${table} as line where ${one(table, key, condition)} returning ${keyJson(key)}`;
  return { side, table, sql, kind: `missing in ${side}`, fields: [] };
}

const user = ["user_id"];
const track = ["track_id"];
const playlist = ["playlist_id"];

/** Differences in tables of all kinds: one a row. */
export const planted: readonly Planted[] = [
  { name: "a text", side: "theirs", ...changed("users", user, "name = name || '.'", ["name"], "name is not null") },
  {
    name: "'' in place of NULL",
    side: "theirs",
    ...changed("users", user, "website = ''", ["website"], "website is null", 7),
  },
  {
    name: "NULL in place of a text",
    side: "ours",
    ...changed("tracks", track, "genre = null", ["genre"], "genre is not null"),
  },
  {
    name: "a jsonb member",
    side: "theirs",
    ...changed(
      "tracks",
      track,
      `field_visibility = jsonb_set(field_visibility, '{mood}', '"planted"')`,
      ["field_visibility.mood"],
      "jsonb_typeof(field_visibility) = 'object'",
      20,
    ),
  },
  {
    name: "JSON null in place of SQL NULL",
    side: "theirs",
    ...changed("tracks", track, "ddex_release_ids = 'null'", ["ddex_release_ids"], "ddex_release_ids is null", 40),
  },
  {
    name: "a member of a set",
    side: "theirs",
    ...changed(
      "tracks",
      track,
      "playlists_containing_track = playlists_containing_track || 7",
      ["playlists_containing_track"],
      "playlists_containing_track <> '{}'",
      30,
    ),
  },
  {
    name: "a time a microsecond later",
    side: "theirs",
    ...changed("playlists", playlist, "created_at = created_at + interval '1 microsecond'", ["created_at"]),
  },
  {
    name: "an entry of a list in jsonb",
    side: "ours",
    ...changed(
      "playlists",
      playlist,
      `playlist_contents = jsonb_set(playlist_contents, '{track_ids,0,track}', '1')`,
      ["playlist_contents.track_ids[0].track"],
      "playlist_contents #> '{track_ids,0,track}' is not null",
      5,
    ),
  },
  {
    name: "a flag",
    side: "theirs",
    ...changed("follows", ["follower_user_id", "followee_user_id"], "is_delete = not is_delete", ["is_delete"]),
  },
  {
    name: "an enum",
    side: "theirs",
    ...changed("associated_wallets", ["user_id", "wallet", "chain"], "is_delete = not is_delete", ["is_delete"]),
  },
  {
    name: "a transaction's hash",
    side: "theirs",
    ...changed("saves", ["user_id", "save_item_id", "save_type"], "txhash = 'planted'", ["txhash"]),
  },
  {
    name: "a block's hash",
    side: "theirs",
    ...changed("comments", ["comment_id"], "blockhash = 'planted'", ["blockhash"]),
  },
  {
    name: "a number of blocks",
    side: "theirs",
    ...changed(
      "muted_users",
      ["muted_user_id", "user_id"],
      "blocknumber = blocknumber - 1",
      ["blocknumber"],
      "blocknumber > 5",
    ),
  },
  {
    name: "a price",
    side: "ours",
    ...changed(
      "track_price_history",
      ["track_id", "block_timestamp", "access"],
      "total_price_cents = total_price_cents + 1",
      ["total_price_cents"],
    ),
  },
  {
    name: "a city",
    side: "theirs",
    ...changed("plays", ["play_item_id", "user_id", "created_at"], "city = 'Planted'", ["city"], "user_id is not null"),
  },
  {
    name: "a raw metadata",
    side: "theirs",
    ...changed("etl_manage_entities", ["tx_hash"], "metadata = '{}'", ["metadata"], "metadata is not null"),
  },
  {
    name: "a code",
    side: "theirs",
    ...changed("em_rejections", ["chain_id", "block_height", "tx_index"], "code = 'planted'", ["code"]),
  },
  {
    name: "an array in another order, where order counts",
    side: "theirs",
    ...changed("etl_storage_proofs", ["tx_hash", "address"], "prover_addresses = prover_addresses || 'planted'::text", [
      "prover_addresses",
    ]),
  },
  { name: "a relation that ours lost", ...lost("ours", "remixes", ["parent_track_id", "child_track_id"]) },
  { name: "a row that ours lost", ...lost("ours", "reposts", ["user_id", "repost_item_id", "repost_type"]) },
  { name: "a row that theirs lost", ...lost("theirs", "subscriptions", ["subscriber_id", "user_id", "entity_type"]) },
  { name: "a thread that theirs lost", ...lost("theirs", "comment_threads", ["parent_comment_id", "comment_id"]) },
  { name: "a route that theirs lost", ...lost("theirs", "track_routes", ["owner_id", "slug"]) },
  { name: "a raw play that ours lost", ...lost("ours", "etl_plays", ["tx_hash", "track_id", "user_id", "played_at"]) },
  { name: "a block that theirs lost", ...lost("theirs", "etl_blocks", ["block_height"]) },
];

/** Changes that leave the two equal: what parity may not name. */
export const harmless: readonly string[] = [
  // D2: Python's form of a hash.
  "update users set txhash = '0x' || encode(txhash::bytea, 'hex')",
  "update shares set txhash = '0x' || encode(txhash::bytea, 'hex')",
  // A set in another order, with a member twice.
  `update tracks set playlists_containing_track = array(
     select member from unnest(playlists_containing_track || playlists_containing_track) as member order by member desc
   )`,
  // The same number with another scale.
  `update tracks set stream_conditions = jsonb_build_object('price', 1.50) where track_id = (select max(track_id) from tracks)`,
  // Numbers that a sequence gave.
  "update user_events set id = id + 100000",
  "update plays set id = id + 100000",
];

/** The counterpart of the change of scale on the other side. */
export const harmlessInOurs: readonly string[] = [
  `update tracks set stream_conditions = jsonb_build_object('price', 1.5) where track_id = (select max(track_id) from tracks)`,
];

/** Rows that theirs wrote after our newest block: a changed user and a new one. */
export const aheadInTheirs: readonly string[] = [
  "update users set blocknumber = 900000, name = 'later' where user_id = (select max(user_id) from users)",
  `insert into users (user_id, is_current, blocknumber, txhash, name) values (999999999, true, 900000, 'later', 'new')`,
];

/** What makes a database as Python's: whole seconds, a row for each state, no raw rows and no procedures of ours. */
export const asPythons: readonly string[] = [
  "update playlists set created_at = date_trunc('second', created_at), updated_at = date_trunc('second', updated_at), last_added_to = date_trunc('second', last_added_to), release_date = date_trunc('second', release_date)",
  "update saves set created_at = date_trunc('second', created_at)",
  "update subscriptions set created_at = date_trunc('second', created_at)",
  `insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, blocknumber, txhash)
   select user_id, save_item_id, save_type, false, is_delete, created_at, blocknumber, 'earlier' from saves limit 1`,
];

/** Renames what tells a database of ours. */
export const hideOurs =
  "alter schema em rename to hidden; alter table etl_blocks rename to hidden_blocks; alter table em_rejections rename to hidden_rejections";

/** Runs statements without triggers and foreign keys: what is planted stands on its own. */
export async function plant(client: pg.Client, statements: readonly string[]): Promise<unknown[]> {
  await client.query("set session_replication_role = replica");
  const keys: unknown[] = [];
  for (const statement of statements) {
    const { rows, rowCount } = await client.query<{ json_build_object?: unknown }>(statement);
    if (rowCount === 0) {
      throw new Error(`nothing was planted by: ${statement}`);
    }
    keys.push(rows[0]?.json_build_object);
  }
  await client.query("set session_replication_role = origin");
  return keys;
}
