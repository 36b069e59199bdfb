import { connect } from "../../src/database/connect.ts";
import { migrate } from "../../src/database/migrate.ts";

/** The tables: which part of the rows each has, and how a row is made of its number `n`. */
const fillings: readonly { readonly table: string; readonly part: number; readonly sql: string }[] = [
  {
    table: "users",
    part: 0.1,
    sql: `insert into users (user_id, is_current, handle, handle_lc, name, bio, wallet, blocknumber, blockhash, txhash, created_at, updated_at, playlist_library)
    select n, true, 'User' || n, 'user' || n, 'User ' || n, repeat(md5(n::text), 3), '0x' || substr(md5(n::text) || md5(n::text), 1, 40),
      1 + n % 1000, md5('block' || n % 1000), md5('user' || n) || md5(n::text), moment, moment,
      jsonb_build_object('contents', jsonb_build_array(jsonb_build_object('type', 'playlist', 'playlist_id', n)))`,
  },
  {
    table: "tracks",
    part: 0.1,
    sql: `insert into tracks (track_id, is_current, is_delete, owner_id, title, genre, description, tags, track_cid, blocknumber, blockhash, txhash,
      created_at, updated_at, release_date, field_visibility, remix_of, playlists_containing_track, duration)
    select n, true, n % 50 = 0, 1 + n % 100000, 'Track ' || n, 'Electronic', repeat(md5(n::text), 6), 'a,b,c', md5(n::text), 1 + n % 1000, md5('block' || n % 1000),
      md5('track' || n) || md5(n::text), moment, moment, moment, '{"mood": true, "tags": true, "genre": true, "share": true, "play_count": false}'::jsonb,
      case when n % 10 = 0 then jsonb_build_object('tracks', jsonb_build_array(jsonb_build_object('parent_track_id', n / 2))) end, array[n, n + 1]::integer[], n % 400`,
  },
  {
    table: "follows",
    part: 0.2,
    sql: `insert into follows (follower_user_id, followee_user_id, is_current, is_delete, created_at, blocknumber, blockhash, txhash)
    select 1 + n / 10, 1 + n % 100000, true, n % 20 = 0, moment, 1 + n % 1000, md5('block' || n % 1000), md5('follow' || n) || md5(n::text)`,
  },
  {
    table: "saves",
    part: 0.2,
    sql: `insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, blocknumber, blockhash, txhash)
    select 1 + n / 10, 1 + n % 100000, 'track', true, n % 20 = 0, moment, 1 + n % 1000, md5('block' || n % 1000), md5('save' || n) || md5(n::text)`,
  },
  {
    table: "reposts",
    part: 0.1,
    sql: `insert into reposts (user_id, repost_item_id, repost_type, is_current, is_delete, created_at, blocknumber, blockhash, txhash)
    select 1 + n / 10, 1 + n % 100000, 'track', true, n % 20 = 0, moment, 1 + n % 1000, md5('block' || n % 1000), md5('repost' || n) || md5(n::text)`,
  },
  {
    table: "plays",
    part: 0.2,
    sql: `insert into plays (user_id, source, play_item_id, created_at, updated_at, slot, signature, city, region, country)
    select nullif(n % 3, 0) * n, 'relay', 1 + n % 100000, moment, moment, 1 + n % 1000, md5('play' || n) || md5(n::text), 'Berlin', 'BE', 'Germany'`,
  },
  {
    table: "comments",
    part: 0.1,
    sql: `insert into comments (comment_id, text, user_id, entity_id, entity_type, created_at, updated_at, txhash, blockhash, blocknumber)
    select n, repeat(md5(n::text), 2), 1 + n % 100000, 1 + n % 100000, 'Track', moment, moment, md5('comment' || n) || md5(n::text), md5('block' || n % 1000), 1 + n % 1000`,
  },
];

/** What is planted into the copy: one value, one missing row and one row too many. */
const planted = [
  "update tracks set title = 'planted' where track_id = 12345",
  "delete from follows where (follower_user_id, followee_user_id) = (select follower_user_id, followee_user_id from follows limit 1)",
  "insert into saves (user_id, save_item_id, save_type, is_current, is_delete, created_at, blocknumber, txhash) values (1, 2000000000, 'track', true, false, '2026-01-01', 5, 'planted')",
];

/**
 * Makes two databases of equal rows, but for three that differ, as large as is asked for: for measuring.
 * @param server any database on the server; its user may make databases
 * @param rows how many rows of the tables each gets, beside a thousand blocks
 * @returns the URLs of the two
 */
export async function generate(
  server: string,
  rows: number,
): Promise<{ readonly ours: string; readonly theirs: string }> {
  const [ours, theirs] = [urlOf(server, "parity_ours"), urlOf(server, "parity_theirs")];
  await run(server, [
    "drop database if exists parity_ours",
    "drop database if exists parity_theirs",
    "create database parity_ours",
  ]);
  await migrate(ours);
  await run(ours, [
    ...(await indexDrops(ours)),
    "set session_replication_role = replica",
    ...blocks,
    ...fills(rows),
    "vacuum analyze",
  ]);
  await run(server, ["create database parity_theirs template parity_ours"]);
  await run(theirs, ["set session_replication_role = replica", ...planted, "analyze"]);
  return { ours, theirs };
}

const blocks = [
  "insert into blocks (blockhash, parenthash, number) select md5('block' || n % 1000), md5('block' || (n - 1) % 1000), 1 + n % 1000 from generate_series(0, 999) as n",
  "insert into core_indexed_blocks (blockhash, parenthash, chain_id, height, em_block) select blockhash, parenthash, 'generated', number, number from blocks",
  `insert into etl_blocks (proposer_address, block_height, block_time)
   select 'proposer', number, timestamp '2026-01-01' + number * interval '1 second' from blocks order by number`,
];

function fills(rows: number): string[] {
  return fillings.map(
    ({ part, sql }) => `${sql}
      from generate_series(1, ${Math.round(rows * part)}) as n,
      lateral (select timestamp '2026-01-01' + (1 + n % 1000) * interval '1 second' as moment) as time`,
  );
}

/** Indexes cost most of the time and no comparison uses them, but for the look-ups of transactions. */
async function indexDrops(url: string): Promise<string[]> {
  const client = await connect(url, { applicationName: "em-apply test" });
  const { rows } = await client.query<{ name: string }>(
    `select indexrelid::regclass::text as name
     from pg_index
     where indrelid = any ($1::regclass[]) and not indisprimary and not indisunique`,
    [fillings.map(({ table }) => table)],
  );
  await client.end();
  return rows.map(({ name }) => `drop index ${name}`);
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = await connect(url, { applicationName: "em-apply test" });
  for (const statement of statements) {
    await client.query(statement);
  }
  await client.end();
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
