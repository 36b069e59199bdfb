import type pg from "pg";
import type { Expected } from "../../src/devnet/expectation.ts";

/** A table as the generator counts it: all rows, and those marked as deleted. */
const countQueries: Readonly<Record<string, { rows: string; deleted?: string }>> = {
  users: { rows: "select count(*) from users where is_current" },
  tracks: {
    rows: "select count(*) from tracks where is_current",
    deleted: "select count(*) from tracks where is_current and is_delete",
  },
  playlists: {
    rows: "select count(*) from playlists where is_current",
    deleted: "select count(*) from playlists where is_current and is_delete",
  },
  ...marked("follows", "is_delete"),
  ...marked("subscriptions", "is_delete"),
  ...marked("saves", "is_delete"),
  ...marked("reposts", "is_delete"),
  ...marked("muted_users", "is_delete"),
  ...marked("comments", "is_delete"),
  ...marked("comment_reactions", "is_delete"),
  ...marked("comment_mentions", "is_delete"),
  ...marked("playlist_tracks", "is_removed"),
  ...marked("developer_apps", "is_delete"),
  ...marked("grants", "is_revoked"),
  ...marked("events", "is_deleted"),
  ...marked("dashboard_wallet_users", "is_delete"),
  ...marked("associated_wallets", "is_delete"),
  ...unmarked("shares"),
  ...unmarked("track_downloads"),
  ...unmarked("track_routes"),
  ...unmarked("playlist_routes"),
  ...unmarked("stems"),
  ...unmarked("remixes"),
  ...unmarked("track_price_history"),
  ...unmarked("album_price_history"),
  ...unmarked("user_events"),
  ...unmarked("comment_threads"),
  ...unmarked("comment_reports"),
  ...unmarked("notification_seen"),
  ...unmarked("playlist_seen"),
  ...unmarked("comment_notification_settings"),
  ...unmarked("track_collaborators"),
  ...unmarked("oauth_redirect_uris"),
  ...unmarked("user_payout_wallet_history"),
  ...unmarked("encrypted_emails"),
  ...unmarked("email_access"),
};

function marked(table: string, column: string) {
  return {
    [table]: { rows: `select count(*) from ${table}`, deleted: `select count(*) from ${table} where ${column}` },
  };
}

function unmarked(table: string) {
  return { [table]: { rows: `select count(*) from ${table}` } };
}

/**
 * Holds the tables against what the devnet's generator foretells. Gives one sentence a difference; none where they agree. The
 * tables must hold this chain alone, indexed from its first block.
 */
export async function tableDifferences(client: pg.Client, expected: Expected): Promise<string[]> {
  const differences: string[] = [];
  const compare = comparison(differences);
  compare("blocks", await count(client, "select count(*) from blocks"), expected.manageEntityBlocks);
  for (const [table, { rows, deleted }] of Object.entries(countQueries)) {
    compare(`rows of ${table}`, await count(client, rows), expected.rows[table] ?? 0);
    if (deleted !== undefined)
      compare(`deleted rows of ${table}`, await count(client, deleted), expected.deletedRows[table] ?? 0);
  }
  await compareRejections(client, expected, differences);
  await compareUsers(client, expected, compare);
  await compareTracks(client, expected, compare);
  await compareCollections(client, expected, compare);
  await compareRelations(client, expected, compare);
  await compareCollaborators(client, expected, compare);
  return differences;
}

/** Holds the raw tables, and plays, against what the generator foretells: all blocks and transactions, by type. */
export async function rawTableDifferences(client: pg.Client, expected: Expected): Promise<string[]> {
  const differences: string[] = [];
  const compare = comparison(differences);
  compare("etl_blocks", await count(client, "select count(*) from etl_blocks"), expected.blocks);
  compare(
    "etl_manage_entities",
    await count(client, "select count(*) from etl_manage_entities"),
    expected.manageEntities,
  );
  compare(
    "etl_transactions",
    await count(client, "select count(*) from etl_transactions"),
    expected.distinctTransactions,
  );
  compare("plays", await count(client, "select count(*) from plays"), expected.plays);
  compare("etl_plays", await count(client, "select count(*) from etl_plays"), expected.plays);
  const { rows } = await client.query<{ tx_type: string; count: string }>(
    'select tx_type, count(*) from etl_transactions group by tx_type order by tx_type collate "C"',
  );
  const byType = Object.entries(expected.transactionsByType).sort(([one], [other]) => (one < other ? -1 : 1));
  compare(
    "etl_transactions by type",
    Object.fromEntries(rows.map((row) => [row.tx_type, Number(row.count)])),
    Object.fromEntries(byType),
  );
  return differences;
}

async function count(client: pg.Client, sql: string): Promise<number> {
  return Number((await client.query<{ count: string }>(sql)).rows[0]?.count);
}

function comparison(differences: string[]): Compare {
  return (what, found, foretold) => {
    if (JSON.stringify(found) === JSON.stringify(foretold)) return;
    differences.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(foretold)}`);
  };
}

type Compare = (what: string, found: unknown, foretold: unknown) => void;

async function compareRejections(client: pg.Client, expected: Expected, differences: string[]): Promise<void> {
  const { rows } = await client.query<{
    block_height: string;
    tx_index: number;
    handler: string;
    code: string;
    reason: string;
  }>("select block_height, tx_index, handler, code, reason from em_rejections");
  const foretold = new Map(
    expected.rejections.map((rejection) => [`${rejection.height}/${rejection.index}`, rejection]),
  );
  for (const { block_height, tx_index, handler, code, reason } of rows) {
    const place = `${block_height}/${tx_index}`;
    if (!foretold.delete(place)) differences.push(`transaction ${place} was refused by ${handler}: ${code}: ${reason}`);
  }
  for (const [place, { subject, reason }] of foretold) {
    differences.push(`transaction ${place} (${subject}) was not refused, though: ${reason}`);
  }
}

async function compareUsers(client: pg.Client, expected: Expected, compare: Compare): Promise<void> {
  const { rows } = await client.query<Record<string, unknown> & { user_id: number }>(
    "select user_id, handle, name, bio, location, wallet, is_verified, artist_pick_track_id from users where is_current",
  );
  for (const { user_id, ...found } of rows) {
    const user = expected.users.get(user_id);
    const foretold = user && {
      handle: user.handle,
      name: user.name,
      bio: user.bio,
      location: user.location,
      wallet: user.wallet,
      is_verified: user.isVerified,
      artist_pick_track_id: user.artistPickTrackId,
    };
    compare(`user ${user_id}`, found, foretold);
  }
}

async function compareTracks(client: pg.Client, expected: Expected, compare: Compare): Promise<void> {
  const { rows } = await client.query<Record<string, unknown> & { track_id: number }>(
    "select track_id, owner_id, title, genre, description, is_unlisted, is_delete from tracks where is_current",
  );
  for (const { track_id, ...found } of rows) {
    const track = expected.tracks.get(track_id);
    const foretold = track && {
      owner_id: track.ownerId,
      title: track.title,
      genre: track.genre,
      description: track.description,
      is_unlisted: track.isUnlisted,
      is_delete: track.isDeleted,
    };
    compare(`track ${track_id}`, found, foretold);
  }
}

async function compareCollections(client: pg.Client, expected: Expected, compare: Compare): Promise<void> {
  const playlists = await client.query<Record<string, unknown> & { playlist_id: number }>(
    `select playlist_id, playlist_owner_id, playlist_name, is_album, is_private, is_delete,
       (select coalesce(jsonb_agg(entry -> 'track' order by position), '[]')
        from jsonb_array_elements(playlist_contents -> 'track_ids') with ordinality as listed (entry, position)) as tracks
     from playlists where is_current`,
  );
  for (const { playlist_id, ...found } of playlists.rows) {
    const playlist = expected.playlists.get(playlist_id);
    const foretold = playlist && {
      playlist_owner_id: playlist.ownerId,
      playlist_name: playlist.name,
      is_album: playlist.isAlbum,
      is_private: playlist.isPrivate,
      is_delete: playlist.isDeleted,
      tracks: playlist.trackIds,
    };
    compare(`playlist ${playlist_id}`, found, foretold);
  }
  const comments = await client.query<Record<string, unknown> & { comment_id: number }>(
    "select comment_id, user_id, text, is_edited, is_delete from comments",
  );
  for (const { comment_id, ...found } of comments.rows) {
    const comment = expected.comments.get(comment_id);
    const foretold = comment && {
      user_id: comment.userId,
      text: comment.text,
      is_edited: comment.isEdited,
      is_delete: comment.isDeleted,
    };
    compare(`comment ${comment_id}`, found, foretold);
  }
}

async function compareRelations(client: pg.Client, expected: Expected, compare: Compare): Promise<void> {
  const standing = {
    follows:
      "select follower_user_id || ':' || followee_user_id as key from follows where is_current and not is_delete",
    subscriptions:
      "select subscriber_id || ':' || entity_type || ':' || user_id as key from subscriptions where is_current and not is_delete",
    saves:
      "select user_id || ':' || initcap(save_type::text) || ':' || save_item_id as key from saves where is_current and not is_delete",
    reposts:
      "select user_id || ':' || initcap(repost_type::text) || ':' || repost_item_id as key from reposts where is_current and not is_delete",
  } as const;
  for (const relation of ["follows", "subscriptions", "saves", "reposts"] as const) {
    const { rows } = await client.query<{ key: string }>(standing[relation]);
    const found = new Set(rows.map(({ key }) => key));
    const extra = [...found].filter((key) => !expected[relation].has(key));
    const missing = [...expected[relation]].filter((key) => !found.has(key));
    compare(`${relation} beyond the foretold`, extra, []);
    compare(`${relation} missing`, missing, []);
  }
}

async function compareCollaborators(client: pg.Client, expected: Expected, compare: Compare): Promise<void> {
  const { rows } = await client.query<{ key: string; status: string }>(
    "select track_id || ':' || collaborator_user_id as key, status from track_collaborators",
  );
  for (const { key, status } of rows) compare(`collaborator ${key}`, status, expected.collaborators.get(key));
}
