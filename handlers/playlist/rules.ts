import { ensure, eq, type Row, type Rule, reject, type Transaction, text } from "#spec";

/** A playlist that is there and not deleted, of the user who changes it. */
export function ownPlaylist(tx: Transaction, playlist: Row<"playlists">): readonly Rule[] {
  return [
    ensure(playlist, "playlist_missing", text`playlist ${tx.entity_id} does not exist`),
    reject(playlist.is_delete, "playlist_deleted", text`playlist ${tx.entity_id} is deleted`),
    ensure(
      eq(playlist.playlist_owner_id, tx.user_id),
      "playlist_not_own",
      text`playlist ${tx.entity_id} is not user ${tx.user_id}'s`,
    ),
  ];
}
