import { Random } from "../../random.ts";
import { walletOf } from "../../wallets.ts";
import { sourceApps, sourceGrants } from "./apps.ts";
import { sourceComments, sourceMentions, sourcePins, sourceReactions } from "./comments.ts";
import { orphanedEmailAccess, sourceEmailAccess, sourceEmails } from "./emails.ts";
import { sourceEventSubscriptions, sourceEvents } from "./events.ts";
import { albumPricesOf, sourcePlaylistRoutes, sourcePlaylists, sourcePlaylistTracks } from "./playlists.ts";
import { playCountsOf, sourcePlays, sourceUncountedPlays } from "./plays.ts";
import {
  sourceFollows,
  sourceMutes,
  sourceReposts,
  sourceSaves,
  sourceShares,
  sourceUserSubscriptions,
} from "./social.ts";
import {
  remixesOf,
  sourceCollaborators,
  sourceDownloads,
  sourceTrackRoutes,
  sourceTracks,
  stemsOf,
  trackPricesOf,
  tracksPerFounder,
} from "./tracks.ts";
import { founderCount, hasWallet, sourceAssociatedWallets, sourceDashboardWallets, sourceUsers } from "./users.ts";

/**
 * A state of the network from before the new chain, drawn at random and consistent in itself: rows by table, with the columns that
 * the genesis range carries, as Postgres shows them in JSON. No rule of the network is known here, so that it can judge those who
 * apply the range: **their tables must end as these**.
 */
export type SourceState = ReturnType<typeof sourceState>;

/** Plays in one transaction of the genesis range (network-2026.md W4). */
export const playsPerTransaction = 20;

/** Share of the range's transactions, by the table whose rows they carry; plays make up the rest, about one in eight. */
const shares = {
  users: 0.08,
  associated_wallets: 0.01,
  dashboard_wallet_users: 0.003,
  tracks: 0.1,
  track_collaborators: 0.004,
  track_downloads: 0.02,
  playlists: 0.03,
  follows: 0.2,
  saves: 0.13,
  reposts: 0.08,
  shares: 0.02,
  user_subscriptions: 0.04,
  muted_users: 0.005,
  developer_apps: 0.004,
  grants: 0.008,
  events: 0.004,
  event_subscriptions: 0.005,
  comments: 0.05,
  comment_reactions: 0.03,
  pins: 0.003,
  encrypted_emails: 0.01,
  orphaned_email_access: 0.001,
  play_counts: 0.03,
} as const;

/** Gives the key whose address signs for users without a wallet. It is thrown away after the range. */
export function migrationWallet(seed: string) {
  return walletOf(seed, "genesis/migration");
}

/** The smallest range: the founders, their tracks, and some of everything. */
export const fewestTransactions = 300;

/** The largest range: its state, which is held in memory, takes some gigabytes. */
export const mostTransactions = 2_000_000;

/**
 * Draws the state that a range carries. The same seed and number give the same state.
 * @param transactions of the range, at least `fewestTransactions`
 */
export function sourceState(seed: string, transactions: number) {
  const random = new Random(`${seed}/genesis/${transactions}`);
  const count = (table: keyof typeof shares) => Math.max(1, Math.round(transactions * shares[table]));
  const migrationAddress = migrationWallet(seed).lower;

  const all = sourceUsers(random, seed, Math.max(founderCount + 4, count("users")), migrationAddress);
  const users = all.filter((user) => hasWallet(user, migrationAddress));
  const tracks = sourceTracks(random, Math.max(founderCount * tracksPerFounder + 4, count("tracks")), all);
  const playlists = sourcePlaylists(random, count("playlists"), users, tracks);
  const audience = { users, tracks, playlists };
  const events = sourceEvents(random, count("events"), tracks);
  const { comments, threads } = sourceComments(random, count("comments"), { users: all, tracks, events });
  const apps = sourceApps(random, count("developer_apps"), all);
  const emails = sourceEmails(random, count("encrypted_emails"), users);
  const uncounted = sourceUncountedPlays(random, count("play_counts"), tracks);

  /** Each row of these comes in a transaction of its own. */
  const rows = {
    users: all,
    associated_wallets: sourceAssociatedWallets(random, seed, count("associated_wallets"), users),
    dashboard_wallet_users: sourceDashboardWallets(random, count("dashboard_wallet_users"), all),
    tracks,
    track_downloads: sourceDownloads(random, count("track_downloads"), tracks, users),
    playlists,
    follows: sourceFollows(random, count("follows"), users, all),
    saves: sourceSaves(random, count("saves"), audience),
    reposts: sourceReposts(random, count("reposts"), audience),
    shares: sourceShares(random, count("shares"), audience),
    subscriptions: [
      ...sourceUserSubscriptions(random, count("user_subscriptions"), users, all),
      ...sourceEventSubscriptions(random, count("event_subscriptions"), events, users),
    ],
    muted_users: sourceMutes(random, count("muted_users"), users, all),
    developer_apps: apps,
    grants: sourceGrants(random, count("grants"), apps, users),
    events,
    comments,
    comment_reactions: sourceReactions(random, count("comment_reactions"), comments, all),
    /** Tracks with a comment on top: for them alone is carried when they were changed last. */
    pinned_tracks: sourcePins(random, count("pins"), comments, tracks),
    encrypted_emails: emails,
    /** What the source has and the chain loses. */
    lost_email_access: orphanedEmailAccess(random, count("orphaned_email_access"), emails, users),
  };
  const collaborators = sourceCollaborators(random, count("track_collaborators"), tracks, users);
  const rewards = Math.ceil(transactions / 1000);
  const approvals = collaborators.filter(({ status }) => status === "accepted").length;
  const carried = Object.values(rows).reduce((sum, { length }) => sum + length, 0);
  const left = transactions - carried - approvals - rewards - uncounted.length;
  const plays = sourcePlays(random, left * playsPerTransaction, tracks, users);

  return {
    ...rows,
    track_routes: sourceTrackRoutes(random, tracks),
    stems: stemsOf(tracks),
    remixes: remixesOf(tracks),
    track_price_history: trackPricesOf(tracks),
    track_collaborators: collaborators,
    playlist_routes: sourcePlaylistRoutes(random, playlists),
    playlist_tracks: sourcePlaylistTracks(random, playlists, tracks),
    album_price_history: albumPricesOf(playlists),
    comment_threads: threads,
    comment_mentions: sourceMentions(random, comments, all),
    email_access: sourceEmailAccess(random, emails, users),
    plays,
    play_counts: playCountsOf(plays, uncounted),
    /** How many transactions about rewards there are. No table of ours holds them. */
    rewards,
  };
}
