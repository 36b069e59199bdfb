import { current, ensure, handler, insertOrIgnore, text } from "#spec";
import { playlist_seen, playlists } from "#tables";
import { signedForUser } from "../common/signer.ts";

/** A user has looked at a playlist (private, an album, or deleted). Each look is a row; a second one at the same time changes nothing. */
export const notificationViewPlaylist = handler({
  entity: "Notification",
  action: "ViewPlaylist",
  reads: ({ tx }) => ({ playlist: current(playlists, { playlist_id: tx.entity_id }) }),
  rules: ({ tx, playlist }) => [
    signedForUser(tx),
    ensure(playlist, "playlist_missing", text`playlist ${tx.entity_id} does not exist`),
  ],
  writes: ({ tx, block }) => [
    insertOrIgnore(playlist_seen, { user_id: tx.user_id, playlist_id: tx.entity_id, seen_at: block.time }),
  ],
});
