import type {
  ExpectedComment,
  ExpectedCounts,
  ExpectedPlaylist,
  ExpectedRejection,
  ExpectedTrack,
  ExpectedUser,
} from "../expectation.ts";
import type { GenesisRange } from "./range.ts";
import type { SourceState } from "./source/state.ts";

/** What the tables must count once the blocks of a range are applied, up to a height; in its midst the rows are not foretold. */
export function genesisCounts(range: GenesisRange, height: number): ExpectedCounts {
  const blocks = Math.min(height, range.lastHeight);
  const transactionsByType: Record<string, number> = {};
  let [manageEntityBlocks, transactions, manageEntities, rejected, plays] = [0, 0, 0, 0, 0];
  for (let at = 1; at <= blocks; at += 1) {
    let hasManageEntity = false;
    for (const entry of range.entriesOf(at)) {
      const type = entry.kind === "other" ? entry.type : "manage_entity_migration";
      transactions += 1;
      transactionsByType[type] = (transactionsByType[type] ?? 0) + 1;
      if (entry.kind === "other") plays += entry.plays;
      else {
        hasManageEntity = true;
        manageEntities += 1;
        if (entry.lostBecause !== undefined) rejected += 1;
      }
    }
    if (hasManageEntity) manageEntityBlocks += 1;
  }
  return {
    blocks,
    manageEntityBlocks,
    transactions,
    distinctTransactions: transactions,
    transactionsByType,
    manageEntities,
    applied: manageEntities - rejected,
    rejected,
    ignored: 0,
    plays,
    ...(blocks < range.lastHeight ? { rows: {}, deletedRows: {} } : tableCounts(range.state)),
  };
}

/** Tables of the state that have a mark for deleted rows, by the mark. */
const deletionMarks = {
  tracks: "is_delete",
  playlists: "is_delete",
  follows: "is_delete",
  subscriptions: "is_delete",
  saves: "is_delete",
  reposts: "is_delete",
  muted_users: "is_delete",
  comments: "is_delete",
  comment_reactions: "is_delete",
  comment_mentions: "is_delete",
  developer_apps: "is_delete",
  dashboard_wallet_users: "is_delete",
  associated_wallets: "is_delete",
  playlist_tracks: "is_removed",
  grants: "is_revoked",
  events: "is_deleted",
} as const;

/** Parts of the state that are no tables of their own, or are counted elsewhere. */
const noTables: ReadonlySet<string> = new Set(["plays", "play_counts", "pinned_tracks", "lost_email_access"]);

function tableCounts(state: SourceState): Pick<ExpectedCounts, "rows" | "deletedRows"> {
  const rows: Record<string, number> = {};
  const deletedRows: Record<string, number> = {};
  for (const [table, found] of Object.entries(state)) {
    if (Array.isArray(found) && !noTables.has(table)) rows[table] = found.length;
  }
  for (const [table, mark] of Object.entries(deletionMarks)) {
    const found: readonly Readonly<Record<string, unknown>>[] = state[table as keyof typeof deletionMarks];
    deletedRows[table] = found.filter((row) => row[mark] === true).length;
  }
  return { rows, deletedRows };
}

/** Gives the refusals that the blocks of a range must leave, up to a height: of rows that the chain loses. */
export function genesisRejections(range: GenesisRange, height: number): ExpectedRejection[] {
  const found: ExpectedRejection[] = [];
  for (let at = 1; at <= Math.min(height, range.lastHeight); at += 1) {
    for (const [index, entry] of range.entriesOf(at).entries()) {
      if (entry.kind === "other" || entry.lostBecause === undefined) continue;
      const subject = `${entry.entityType} / ${entry.action}`;
      found.push({ height: at, index, subject, reason: entry.lostBecause });
    }
  }
  return found;
}

/** Gives the rows of a state in the form in which the live blocks' model foretells theirs. */
export function genesisRows(state: SourceState) {
  const standing = <Row extends { readonly is_delete: boolean }>(rows: readonly Row[]) =>
    rows.filter(({ is_delete }) => !is_delete);
  return {
    users: state.users.map((user): [number, ExpectedUser] => [
      user.user_id,
      {
        handle: user.handle,
        name: user.name,
        bio: user.bio,
        location: user.location,
        wallet: user.wallet,
        isVerified: user.is_verified,
        artistPickTrackId: user.artist_pick_track_id,
      },
    ]),
    tracks: state.tracks.map((track): [number, ExpectedTrack] => [
      track.track_id,
      {
        ownerId: track.owner_id,
        title: track.title,
        genre: track.genre,
        description: track.description,
        isUnlisted: track.is_unlisted,
        isDeleted: track.is_delete,
      },
    ]),
    playlists: state.playlists.map((playlist): [number, ExpectedPlaylist] => [
      playlist.playlist_id,
      {
        ownerId: playlist.playlist_owner_id,
        name: playlist.playlist_name,
        isAlbum: playlist.is_album,
        isPrivate: playlist.is_private,
        isDeleted: playlist.is_delete,
        trackIds: playlist.playlist_contents.track_ids.map(({ track }) => track),
      },
    ]),
    comments: state.comments.map((comment): [number, ExpectedComment] => [
      comment.comment_id,
      { userId: comment.user_id, text: comment.text, isEdited: comment.is_edited, isDeleted: comment.is_delete },
    ]),
    follows: standing(state.follows).map((row) => `${row.follower_user_id}:${row.followee_user_id}`),
    subscriptions: standing(state.subscriptions).map((row) => `${row.subscriber_id}:${row.entity_type}:${row.user_id}`),
    saves: standing(state.saves).map((row) => `${row.user_id}:${capitalised[row.save_type]}:${row.save_item_id}`),
    collaborators: state.track_collaborators.map((row): [string, string] => [
      `${row.track_id}:${row.collaborator_user_id}`,
      row.status,
    ]),
    reposts: standing(state.reposts).map(
      (row) => `${row.user_id}:${capitalised[row.repost_type]}:${row.repost_item_id}`,
    ),
  };
}

const capitalised = { track: "Track", playlist: "Playlist" } as const;
