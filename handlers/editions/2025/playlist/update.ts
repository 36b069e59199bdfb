import { choose, current, ensure, envelope, handler, read, update, value } from "#spec";
import { playlists } from "#tables";
import { ddexSigner } from "../common/ddex.ts";
import { truthy } from "../common/json.ts";
import { releaseDateValid } from "../common/release.ts";
import { signedForUser } from "../common/signer.ts";
import {
  changedContents,
  changedItemsValid,
  contentsStorable,
  lastAddedTo,
  lastAddedToValid,
  presentContentsReadable,
  syncTracks,
} from "./contents.ts";
import { playlistFields } from "./fields.ts";
import { changedConditionsOf, gateReads, gateValid, notePrice } from "./gate.ts";
import { releaseOnUpdate, releaseReads } from "./release.ts";
import { newRoute, routeFree, routeReads } from "./route.ts";
import { cidOf, cidValid, descriptionShort, nameGiven, ownPlaylist } from "./rules.ts";

/**
 * A playlist's owner changes it, a deleted one too; what the metadata does not name stays, and so does an empty
 * playlist_contents. Whatever changes, its route, and what its tracks say of the playlists that hold them, are brought in
 * line with it; a new name brings a new route if its slug is another, but none with the playlist's number.
 */
export const playlistUpdate = handler({
  entity: "Playlist",
  action: "Update",
  metadata: envelope(),
  reads: ({ tx, block, metadata }) => {
    const playlist = current(playlists, { playlist_id: tx.entity_id });
    const owner_id = playlist.playlist_owner_id;
    const name = value(
      choose(
        metadata.has("playlist_name"),
        read.checkedText.read(metadata.get("playlist_name")),
        playlist.playlist_name,
      ),
    );
    return {
      playlist,
      name,
      ...changedContents(metadata, playlist.playlist_contents, {
        is_album: playlist.is_album,
        owner_id,
        block_time: block.time,
      }),
      ...gateReads(tx, metadata),
      ...releaseReads(metadata, playlist),
      ...routeReads({ playlist_id: tx.entity_id, owner_id, name }),
    };
  },
  rules: ({ tx, metadata, playlist, name, gate, ...given }) => [
    signedForUser(tx),
    ...ownPlaylist(tx, playlist),
    ensure(truthy(metadata.json), "metadata_missing", "metadata is required"),
    descriptionShort(metadata),
    changedItemsValid(metadata, given),
    ...gateValid(tx.entity_id, metadata, gate),
    ddexSigner(tx, "playlist", playlist),
    ...releaseDateValid(metadata, given.given_date),
    cidValid(tx, metadata),
    playlistFields.wellTyped(metadata, "Update"),
    nameGiven(name),
    routeFree(given),
    presentContentsReadable(playlist.playlist_contents),
    ...contentsStorable(tx, given),
    lastAddedToValid(metadata, given),
  ],
  writes: ({ tx, block, metadata, playlist, contents, addition, gate, last_price, ...given }) => {
    const fields = playlistFields.onUpdate(metadata);
    return [
      update(playlist, {
        ...fields,
        ...releaseOnUpdate(fields, block, playlist, given),
        playlist_contents: contents,
        last_added_to: lastAddedTo(metadata, { addition }, playlist),
        stream_conditions: changedConditionsOf(tx, metadata, playlist),
        metadata_multihash: cidOf(metadata),
      }),
      newRoute({ playlist_id: playlist.playlist_id, owner_id: playlist.playlist_owner_id }, given),
      syncTracks(playlist.playlist_id, contents, block),
      notePrice(tx.entity_id, block, gate, last_price),
    ];
  },
});
