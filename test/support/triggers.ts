/**
 * Triggers under production's names that do what its triggers did, so that a test need not have production's. Generation A is of 2025,
 * generation B of 2026; both were written from the description of production's functions, and hold none of their text.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";

/** The triggers of 2025, or those of 2026. */
export type Generation = "A" | "B";

const files: Readonly<Record<Generation, readonly string[]>> = {
  A: ["tables", "both", "social", "a"],
  B: ["tables", "both", "social", "b"],
};

/**
 * Creates the triggers of a generation, or puts them in the place of the other's, as the API's migrate job does. The database counts as a
 * clone from then on, whose triggers and counts are not ours to keep.
 * @param client connected to a database with production's tables, which need not be migrated
 */
export async function installTriggers(client: pg.ClientBase, generation: Generation): Promise<void> {
  await client.query(
    "do $$ begin if to_regclass('em.aggregates') is not null then delete from em.aggregates; end if; end $$",
  );
  for (const name of files[generation]) {
    await client.query(await readFile(fileURLToPath(new URL(`triggers/${name}.sql`, import.meta.url)), "utf8"));
  }
}

/**
 * In edition 2025 an unfollow without a follow writes a deleted row, by which triggers of 2025 count one down, as they did under
 * Python; edition 2026 refuses it.
 */
const neverFollowed = `not exists (
  select from notification where group_id = 'follow:' || followee_user_id and specifier = follower_user_id::text
)`;

/** What the triggers count, and how it is counted from the rows themselves: a row of each count that is wrong. */
const recounts: Readonly<Record<string, string>> = {
  follower_count: `
    select user_id, follower_count, (
      select count(*) filter (where not is_delete) - count(*) filter (where is_delete and ${neverFollowed})
      from follows where followee_user_id = user_id and is_current
    ) as counted from aggregate_user`,
  following_count: `
    select user_id, following_count, (
      select count(*) filter (where not is_delete) - count(*) filter (where is_delete and ${neverFollowed})
      from follows where follower_user_id = user_id and is_current
    ) as counted from aggregate_user`,
  repost_count: `
    select user_id, repost_count, (
      select count(*) from reposts where reposts.user_id = aggregate_user.user_id and is_current and not is_delete
    ) as counted from aggregate_user`,
  track_save_count: `
    select user_id, track_save_count, (
      select count(*) from saves
      where saves.user_id = aggregate_user.user_id and save_type = 'track' and is_current and not is_delete
    ) as counted from aggregate_user`,
  track_share_count: `
    select user_id, track_share_count, (
      select count(*) from shares where shares.user_id = aggregate_user.user_id and share_type = 'track'
    ) as counted from aggregate_user`,
  total_track_count: `
    select user_id, total_track_count, (
      select count(*) from tracks
      where owner_id = user_id and is_current and not is_delete and is_available and stem_of is null
        and access_authorities is null
    ) as counted from aggregate_user`,
  track_count: `
    select user_id, track_count, (
      select count(*) from tracks
      where owner_id = user_id and is_current and not is_delete and is_available and stem_of is null
        and access_authorities is null and not is_unlisted
    ) as counted from aggregate_user`,
  "saves of tracks": `
    select track_id, save_count, (
      select count(*) from saves
      where save_item_id = track_id and save_type = 'track' and is_current and not is_delete
    ) as counted from aggregate_track`,
  "reposts of tracks": `
    select track_id, repost_count, (
      select count(*) from reposts
      where repost_item_id = track_id and repost_type = 'track' and is_current and not is_delete
    ) as counted from aggregate_track`,
  "shares of tracks": `
    select track_id, share_count, (
      select count(*) from shares where share_item_id = track_id and share_type = 'track'
    ) as counted from aggregate_track`,
  "saves of playlists": `
    select playlist_id, save_count, (
      select count(*) from saves
      where save_item_id = playlist_id and save_type <> 'track' and is_current and not is_delete
    ) as counted from aggregate_playlist`,
  "reposts of playlists": `
    select playlist_id, repost_count, (
      select count(*) from reposts
      where repost_item_id = playlist_id and repost_type <> 'track' and is_current and not is_delete
    ) as counted from aggregate_playlist`,
  plays: `
    select play_item_id, count, (select count(*) from plays where plays.play_item_id = aggregate_plays.play_item_id) as counted
    from aggregate_plays`,
};

/** What was counted, and how many of the counts are not what the rows say. */
export interface Recount {
  readonly rows: number;
  readonly wrong: readonly unknown[];
}

/**
 * Counts all again.
 * @returns by the name of a count
 */
export async function recount(client: pg.ClientBase): Promise<Readonly<Record<string, Recount>>> {
  const results: [string, Recount][] = [];
  for (const [name, query] of Object.entries(recounts)) {
    const { rows } = await client.query<{ rows: number; wrong: unknown[] | null }>(
      `select count(*)::integer as rows,
         jsonb_agg(to_jsonb(counts)) filter (where kept is distinct from counted) as wrong
       from (${query}) as counts (id, kept, counted)`,
    );
    const [row] = rows;
    results.push([name, { rows: row?.rows ?? 0, wrong: row?.wrong ?? [] }]);
  }
  return Object.fromEntries(results);
}

/** The names of the counts that are wrong, with how many of how many. */
export async function wrongCounts(client: pg.ClientBase): Promise<string[]> {
  return Object.entries(await recount(client))
    .filter(([, { wrong }]) => wrong.length > 0)
    .map(([name, { rows, wrong }]) => `${name}: ${wrong.length} of ${rows}, ${JSON.stringify(wrong.slice(0, 3))}`);
}
