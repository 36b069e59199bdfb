import { and, anyMatch, current, ensure, eq, handler, not, put, reject, text } from "#spec";
import { playlist_seen, playlists } from "#tables";
import { signedForUser } from "../common/signer.ts";

/** A user has looked at a playlist (private, an album, or deleted); only the last time is kept. */
export const notificationViewPlaylist = handler({
  entity: "Notification",
  action: "ViewPlaylist",
  reads: ({ tx }) => ({
    playlist: current(playlists, { playlist_id: tx.entity_id }),
    seen: current(playlist_seen, { user_id: tx.user_id, playlist_id: tx.entity_id }),
  }),
  rules: ({ tx, block, playlist }) => [
    signedForUser(tx),
    ensure(playlist, "playlist_missing", text`playlist ${tx.entity_id} does not exist`),
    // Old rows may be kept with is_current = false.
    reject(
      anyMatch(playlist_seen, (other) =>
        and(
          eq(other.user_id, tx.user_id),
          eq(other.playlist_id, tx.entity_id),
          eq(other.seen_at, block.time),
          not(other.is_current),
        ),
      ),
      "view_exists",
      text`an older view of playlist ${tx.entity_id} has the time ${block.time}`,
    ),
  ],
  writes: ({ tx, block, seen }) => [put(seen, { user_id: tx.user_id, playlist_id: tx.entity_id, seen_at: block.time })],
});
