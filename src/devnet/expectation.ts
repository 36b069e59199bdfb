import type { BuiltBlock } from "./epoch-builder.ts";
import type { ModelTrack, ModelUser, Relation, World } from "./world.ts";

/**
 * What the tables must hold after a height, counted from the generator's own model and not from any SQL. Tables that are not named
 * are not foretold (notifications of comments and contests, among others).
 */
export interface ExpectedCounts {
  /** All blocks up to the height. */
  readonly blocks: number;
  /** Blocks with at least one ManageEntity transaction: each gets the next em_block. */
  readonly manageEntityBlocks: number;
  readonly transactions: number;
  /** Transactions whose hash stood in no earlier block: rows of etl_transactions, where the hash is unique. */
  readonly distinctTransactions: number;
  /** Distinct transactions by the raw tables' name of their type. */
  readonly transactionsByType: Readonly<Record<string, number>>;
  readonly manageEntities: number;
  readonly applied: number;
  readonly rejected: number;
  /** ManageEntity transactions that no handler claims. */
  readonly ignored: number;
  /** Single plays, several a transaction. */
  readonly plays: number;
  /** Rows by table, those marked as deleted among them. */
  readonly rows: Readonly<Record<string, number>>;
  /** Rows marked as deleted (revoked for grants), by table; absent for tables without such a mark. */
  readonly deletedRows: Readonly<Record<string, number>>;
}

/** A refusal that must be found in em_rejections. */
export interface ExpectedRejection {
  readonly height: number;
  readonly index: number;
  /** "entity type / action" of the transaction. */
  readonly subject: string;
  /** The generator's own words; the indexer's code and reason differ. */
  readonly reason: string;
}

export interface ExpectedUser {
  readonly handle: string | null;
  readonly name: string | null;
  readonly bio: string | null;
  readonly location: string | null;
  /** Lower case. */
  readonly wallet: string;
  readonly isVerified: boolean;
  readonly artistPickTrackId: number | null;
}

export interface ExpectedTrack {
  readonly ownerId: number;
  readonly title: string;
  readonly genre: string | null;
  readonly description: string | null;
  readonly isUnlisted: boolean;
  readonly isDeleted: boolean;
}

/** The counts, and the rows themselves where the model knows them. Relations are keyed as the model keys them. */
export interface Expected extends ExpectedCounts {
  readonly users: ReadonlyMap<number, ExpectedUser>;
  readonly tracks: ReadonlyMap<number, ExpectedTrack>;
  /** By id: name, and whether it is an album, private or deleted, and the ids of its tracks. */
  readonly playlists: ReadonlyMap<number, ExpectedPlaylist>;
  readonly comments: ReadonlyMap<number, ExpectedComment>;
  /** "follower:followee" of every follow that stands. */
  readonly follows: ReadonlySet<string>;
  /** "subscriber:User|Event:id" of every subscription that stands. */
  readonly subscriptions: ReadonlySet<string>;
  /** "user:Track|Playlist:id" of every save that stands. */
  readonly saves: ReadonlySet<string>;
  /** "user:Track|Playlist:id" of every repost that stands. */
  readonly reposts: ReadonlySet<string>;
  /** By "track:user", what became of the invitation. */
  readonly collaborators: ReadonlyMap<string, string>;
  readonly rejections: readonly ExpectedRejection[];
}

export interface ExpectedPlaylist {
  readonly ownerId: number;
  readonly name: string | null;
  readonly isAlbum: boolean;
  readonly isPrivate: boolean;
  readonly isDeleted: boolean;
  readonly trackIds: readonly number[];
}

export interface ExpectedComment {
  readonly userId: number;
  readonly text: string;
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
}

/** Counts the transactions of blocks as they are built. */
export class Tally {
  blocks = 0;
  manageEntityBlocks = 0;
  transactions = 0;
  distinctTransactions = 0;
  manageEntities = 0;
  plays = 0;
  readonly byOutcome = { applied: 0, rejected: 0, ignored: 0 };
  readonly byType: Record<string, number> = {};

  /** Adds the next block. */
  add(block: BuiltBlock): void {
    let hasManageEntity = false;
    for (const { type, plays, draft, isRepeated } of block.transactions) {
      this.transactions += 1;
      this.plays += plays;
      if (!isRepeated) {
        this.distinctTransactions += 1;
        this.byType[type] = (this.byType[type] ?? 0) + 1;
      }
      if (draft === undefined) continue;
      hasManageEntity = true;
      this.manageEntities += 1;
      this.byOutcome[draft.outcome.kind] += 1;
    }
    this.blocks += 1;
    if (hasManageEntity) this.manageEntityBlocks += 1;
  }

  /** Gives the counts of the blocks added, with the rows of the world that they left. */
  counts(world: World): ExpectedCounts {
    const { blocks, manageEntityBlocks, transactions, distinctTransactions, manageEntities, plays } = this;
    const transactionsByType = { ...this.byType };
    const base = {
      blocks,
      manageEntityBlocks,
      transactions,
      distinctTransactions,
      transactionsByType,
      manageEntities,
      plays,
    };
    return { ...base, ...this.byOutcome, ...rowsOf(world) };
  }
}

/** Gives the users and tracks that this epoch itself brought: founders belong to the first one. */
export function ownUsers(world: World): ModelUser[] {
  return world.epoch.isFirst ? world.users : world.users.filter((user) => !user.isFounder);
}

/** Gives the tracks that this epoch itself brought. */
export function ownTracks(world: World): ModelTrack[] {
  return world.epoch.isFirst ? world.tracks : world.tracks.filter((track) => !track.isSettled);
}

function rowsOf(world: World): Pick<ExpectedCounts, "rows" | "deletedRows"> {
  const { appended } = world;
  const relations: Record<string, Relation> = {
    follows: world.follows,
    subscriptions: world.subscriptions,
    saves: world.saves,
    reposts: world.reposts,
    muted_users: world.mutedUsers,
    comment_reactions: world.commentReactions,
    comment_reports: world.commentReports,
    comment_mentions: world.commentMentions,
    playlist_tracks: world.playlistTracks,
  };
  const lists: Record<string, readonly { readonly isDeleted: boolean }[]> = {
    tracks: ownTracks(world),
    playlists: world.playlists,
    comments: world.comments,
    developer_apps: world.apps,
    events: world.events,
    dashboard_wallet_users: [...world.dashboardWallets.values()],
    associated_wallets: [...world.associatedWallets.values()].map(({ isCurrent }) => ({ isDeleted: !isCurrent })),
    grants: [...world.grants.values()].map((grant) => ({ isDeleted: grant.isRevoked })),
  };
  const rows: Record<string, number> = {
    users: ownUsers(world).length,
    shares: appended.shares,
    track_downloads: appended.track_downloads,
    track_routes: appended.track_routes,
    playlist_routes: appended.playlist_routes,
    stems: appended.stems,
    remixes: appended.remixes,
    track_price_history: appended.track_price_history,
    album_price_history: appended.album_price_history,
    user_events: appended.user_events,
    comment_threads: appended.comment_threads,
    notification_seen: appended.notification_seen,
    playlist_seen: appended.playlist_seen,
    user_payout_wallet_history: appended.user_payout_wallet_history,
    track_collaborators: world.collaborators.size,
    oauth_redirect_uris: world.apps.reduce((sum, app) => sum + app.redirectUris, 0),
    comment_notification_settings: world.notificationSettings.size,
    encrypted_emails: world.encryptedEmails.size,
    email_access: world.emailAccess.size,
  };
  const deletedRows: Record<string, number> = {};
  for (const [table, relation] of Object.entries(relations)) {
    rows[table] = relation.size;
    deletedRows[table] = [...relation.values()].filter((isDeleted) => isDeleted).length;
  }
  for (const [table, list] of Object.entries(lists)) {
    rows[table] = list.length;
    deletedRows[table] = list.filter(({ isDeleted }) => isDeleted).length;
  }
  return { rows, deletedRows };
}

/** Adds up the counts of parts of a chain that share no rows: its epochs, or the chains before and after a rollover. */
export function addCounts(parts: readonly ExpectedCounts[]): ExpectedCounts {
  const sum = (of: (part: ExpectedCounts) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    blocks: sum((part) => part.blocks),
    manageEntityBlocks: sum((part) => part.manageEntityBlocks),
    transactions: sum((part) => part.transactions),
    distinctTransactions: sum((part) => part.distinctTransactions),
    transactionsByType: addRecords(parts.map((part) => part.transactionsByType)),
    manageEntities: sum((part) => part.manageEntities),
    applied: sum((part) => part.applied),
    rejected: sum((part) => part.rejected),
    ignored: sum((part) => part.ignored),
    plays: sum((part) => part.plays),
    rows: addRecords(parts.map((part) => part.rows)),
    deletedRows: addRecords(parts.map((part) => part.deletedRows)),
  };
}

function addRecords(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const record of records) {
    for (const [key, count] of Object.entries(record)) sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}
