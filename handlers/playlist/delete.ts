import { current, handler, optionalEnvelope, update } from "#spec";
import { playlists } from "#tables";
import { ddexSigner } from "../common/ddex.ts";
import { playlistMembers } from "../common/known-members.ts";
import { signedForUser } from "../common/signer.ts";
import { ownPlaylist } from "./rules.ts";

/**
 * A playlist's owner deletes it, one that is deleted already too. Its routes stay, and so does what its tracks say of the
 * playlists that hold them.
 */
export const playlistDelete = handler({
  entity: "Playlist",
  action: "Delete",
  metadata: optionalEnvelope(playlistMembers),
  reads: ({ tx }) => ({ playlist: current(playlists, { playlist_id: tx.entity_id }) }),
  rules: ({ tx, playlist }) => [signedForUser(tx), ...ownPlaylist(tx, playlist), ddexSigner(tx, "playlist", playlist)],
  writes: ({ playlist }) => [update(playlist, { is_delete: true })],
});
