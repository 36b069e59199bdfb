import { current, handler, update } from "#spec";
import { playlists } from "#tables";
import { signedForUser } from "../common/signer.ts";
import { ownPlaylist } from "./rules.ts";

/**
 * A playlist's owner deletes it. Its routes stay, and so does what is known of its tracks and what they say of the playlists that
 * hold them.
 */
export const playlistDelete = handler({
  entity: "Playlist",
  action: "Delete",
  reads: ({ tx }) => ({ playlist: current(playlists, { playlist_id: tx.entity_id }) }),
  rules: ({ tx, playlist }) => [signedForUser(tx), ...ownPlaylist(tx, playlist)],
  writes: ({ playlist }) => [update(playlist, { is_delete: true })],
});
