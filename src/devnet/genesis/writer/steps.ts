import { Random } from "../../random.ts";
import type { Entry } from "../entry.ts";
import { migrationWallet, type SourceState } from "../source/state.ts";
import { appEntry, commentEntry, eventEntry, grantEntry, pinEntry, reactionEntry } from "./community.ts";
import {
  approvalEntry,
  downloadEntry,
  playlistEntry,
  repostEntry,
  saveEntry,
  shareEntry,
  trackEntry,
} from "./music.ts";
import {
  associatedWalletEntry,
  dashboardWalletEntry,
  emailEntry,
  followEntry,
  muteEntry,
  orphanedAccessEntry,
  subscriptionEntry,
  userEntry,
} from "./people.ts";
import { playCountEntry, playEntries, rewardEntries } from "./plays.ts";

/**
 * Turns a state into the transactions of the genesis range, as the network's own writer does: step after step (network-2026.md W6),
 * and inside a step in no order, since the writer's workers do not wait for each other. Plays alone come by their time.
 */
export function genesisEntries(seed: string, state: SourceState): Entry[] {
  const random = new Random(`${seed}/genesis/order`);
  const migrationAddress = migrationWallet(seed);
  const wallets = new Map(state.users.map(({ user_id, wallet }) => [user_id, wallet]));
  // A user without a wallet of their own comes with the migration key's address, spelt as checksummed hex.
  const signerOf = (userId: number) => {
    const wallet = wallets.get(userId) ?? "";
    return wallet === migrationAddress.lower ? migrationAddress.address : wallet;
  };

  const trackRoutes = new Map(state.track_routes.map((route) => [route.track_id, route]));
  const playlistRoutes = new Map(
    state.playlist_routes.filter(({ is_current }) => is_current).map((route) => [route.playlist_id, route]),
  );
  const collaborators = groupBy(state.track_collaborators, ({ track_id }) => track_id);
  const removed = groupBy(
    state.playlist_tracks.filter(({ is_removed }) => is_removed),
    ({ playlist_id }) => playlist_id,
  );
  const access = groupBy(state.email_access, ({ email_owner_user_id }) => email_owner_user_id);
  const mentions = groupBy(state.comment_mentions, ({ comment_id }) => comment_id);
  const parents = new Map(state.comment_threads.map((thread) => [thread.comment_id, thread.parent_comment_id]));
  const commentEntryOf = (comment: SourceState["comments"][number]) =>
    commentEntry(comment, parents.get(comment.comment_id), mentions.get(comment.comment_id) ?? [], signerOf);

  const steps: Entry[][] = [
    rewardEntries(random, state.rewards),
    state.users.map((row) => userEntry(row, signerOf)),
    state.associated_wallets.map((row) => associatedWalletEntry(row, signerOf)),
    state.dashboard_wallet_users.map((row) => dashboardWalletEntry(row)),
    state.tracks.map((row) =>
      trackEntry(row, trackRoutes.get(row.track_id), collaborators.get(row.track_id) ?? [], signerOf),
    ),
    state.track_collaborators.filter(({ status }) => status === "accepted").map((row) => approvalEntry(row, signerOf)),
    state.track_downloads.map((row) => downloadEntry(row, signerOf)),
    state.playlists.map((row) =>
      playlistEntry(row, playlistRoutes.get(row.playlist_id), removed.get(row.playlist_id) ?? [], signerOf),
    ),
    state.follows.map((row) => followEntry(row, signerOf)),
    state.saves.map((row) => saveEntry(row, signerOf)),
    state.reposts.map((row) => repostEntry(row, signerOf)),
    state.shares.map((row) => shareEntry(row, signerOf)),
    subscriptions(state, "User").map((row) => subscriptionEntry(row, signerOf)),
    state.muted_users.map((row) => muteEntry(row, signerOf)),
    state.developer_apps.map((row) => appEntry(row, signerOf)),
    state.grants.map((row) => grantEntry(row, signerOf)),
    state.events.map((row) => eventEntry(row, signerOf)),
    subscriptions(state, "Event").map((row) => subscriptionEntry(row, signerOf)),
    state.comments.filter(({ comment_id }) => !parents.has(comment_id)).map(commentEntryOf),
    state.comments.filter(({ comment_id }) => parents.has(comment_id)).map(commentEntryOf),
    state.comment_reactions.map((row) => reactionEntry(row, signerOf)),
    state.pinned_tracks.map((row) => pinEntry(row, signerOf)),
    state.encrypted_emails.map((row) => emailEntry(row, access.get(row.email_owner_user_id) ?? [], signerOf)),
    state.lost_email_access.map((row) => orphanedAccessEntry(row, signerOf)),
    state.play_counts.filter(({ delta }) => delta > 0).map((row) => playCountEntry(row, migrationAddress.address)),
  ];
  return [...steps.flatMap((step) => shuffled(random, step)), ...playEntries(state.plays)];
}

function subscriptions(state: SourceState, entityType: "User" | "Event") {
  return state.subscriptions.filter(({ entity_type }) => entity_type === entityType);
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function shuffled(random: Random, entries: readonly Entry[]): Entry[] {
  return entries
    .map((entry) => ({ entry, place: random.uint32() }))
    .sort((one, other) => one.place - other.place)
    .map(({ entry }) => entry);
}
