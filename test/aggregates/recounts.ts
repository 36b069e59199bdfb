/** Counts all aggregates again, one by one, in other words than the triggers and the rebuild use. */
import type pg from "pg";

/** What is counted, as a condition on the rows of a table, by the column of the count. */
interface Recount {
  readonly table: string;
  readonly key: string;
  /** For a row of the table, by column: the statement that gives the right count. */
  readonly counts: Readonly<Record<string, string>>;
  /** Who must have a row. */
  readonly members: string;
}

const standing = "is_current is true and is_delete is false";

function ofItem(table: string, prefix: string, types: string, id: string): string {
  return `select count(*) from ${table} where ${prefix}_type in (${types}) and ${prefix}_item_id = ${id} and ${standing}`;
}

const collections = "'playlist', 'album'";

const recounts: readonly Recount[] = [
  {
    table: "aggregate_user",
    key: "user_id",
    members: "select user_id from users",
    counts: {
      follower_count: `select count(*) from follows where followee_user_id = counted.user_id and ${standing}`,
      following_count: `select count(*) from follows where follower_user_id = counted.user_id and ${standing}`,
      repost_count: `select count(*) from reposts where user_id = counted.user_id and ${standing}`,
      track_save_count: `select count(*) from saves where user_id = counted.user_id and save_type = 'track' and ${standing}`,
      track_share_count: "select count(*) from shares where user_id = counted.user_id and share_type = 'track'",
      playlist_count: `select count(*) from playlists where playlist_owner_id = counted.user_id and ${standing}
        and is_private is false and is_album is false`,
      album_count: `select count(*) from playlists where playlist_owner_id = counted.user_id and ${standing}
        and is_private is false and is_album is true`,
      total_track_count: `select count(*) from tracks where owner_id = counted.user_id and ${standing}
        and is_available is true and stem_of is null and access_authorities is null`,
      track_count: `select count(*) from tracks where owner_id = counted.user_id and ${standing}
        and is_available is true and stem_of is null and access_authorities is null and is_unlisted is false`,
    },
  },
  {
    table: "aggregate_track",
    key: "track_id",
    members: "select track_id from tracks",
    counts: {
      save_count: ofItem("saves", "save", "'track'", "counted.track_id"),
      repost_count: ofItem("reposts", "repost", "'track'", "counted.track_id"),
      share_count: "select count(*) from shares where share_type = 'track' and share_item_id = counted.track_id",
      comment_count: `select count(*) from comments where entity_type = 'Track' and entity_id = counted.track_id
        and is_delete is false and is_visible is true`,
    },
  },
  {
    table: "aggregate_playlist",
    key: "playlist_id",
    members: "select playlist_id from playlists",
    counts: {
      save_count: ofItem("saves", "save", collections, "counted.playlist_id"),
      repost_count: ofItem("reposts", "repost", collections, "counted.playlist_id"),
      share_count: "select count(*) from shares where share_type <> 'track' and share_item_id = counted.playlist_id",
    },
  },
  {
    table: "aggregate_plays",
    key: "play_item_id",
    members: "select play_item_id from plays",
    counts: {
      count: `select count(*) + coalesce((select delta from em.play_deltas where track_id = counted.play_item_id), 0)
        from plays where play_item_id = counted.play_item_id`,
    },
  },
  {
    table: "aggregate_monthly_plays",
    key: "play_item_id",
    members: "select play_item_id from plays",
    counts: {
      count: `select count(*) from plays where play_item_id = counted.play_item_id
        and coalesce(country, '') = counted.country
        and to_char(created_at, 'YYYY-MM') = to_char(counted.timestamp, 'YYYY-MM')`,
    },
  },
];

/**
 * The counts that are wrong.
 * @returns a sentence each, such as "aggregate_user 7: follower_count is 3, of 2 rows"; at most 20 a count
 */
export async function wrongCounts(client: pg.Client): Promise<string[]> {
  const wrong: string[] = [];
  for (const { table, key, counts, members } of recounts) {
    const missing = await client.query<{ id: number }>(
      `select id from (${members}) as member (id) where not exists (select from ${table} where ${key} = id) limit 20`,
    );
    wrong.push(...missing.rows.map(({ id }) => `${table} ${id}: has no row`));
    for (const [column, statement] of Object.entries(counts)) {
      const { rows } = await client.query<{ id: number; found: string; right: string }>(
        `select id, found, "right"
         from (select ${key} as id, ${column} as found, (${statement}) as "right" from ${table} as counted) as compared
         where found is distinct from "right"
         order by id
         limit 20`,
      );
      wrong.push(...rows.map(({ id, found, right }) => `${table} ${id}: ${column} is ${found}, of ${right} rows`));
    }
  }
  return wrong;
}

/** The milestones as lines, with the number and the time of the block in which each was reached. */
export async function milestoneRows(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(
    `select format('%s %s %s, block %s of %s', id, name, threshold, blocknumber, to_char("timestamp", 'HH24:MI')) as line
     from milestones
     order by id, name, threshold`,
  );
  return rows.map(({ line }) => line);
}

/** All counts and milestones as lines, to compare two databases. */
export async function aggregateRows(client: pg.Client): Promise<ReadonlyMap<string, readonly string[]>> {
  const contents = new Map<string, readonly string[]>();
  for (const table of [...recounts.map((recount) => recount.table), "milestones"]) {
    const { rows } = await client.query<{ line: string }>(
      `select line from (select counted::text as line from ${table} as counted) as lines order by line collate "C"`,
    );
    contents.set(
      table,
      rows.map(({ line }) => line),
    );
  }
  return contents;
}
