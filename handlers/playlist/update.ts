import {
  and,
  type Context,
  choose,
  current,
  differs,
  handler,
  isNotNull,
  openMetadata,
  shown,
  update,
  value,
  when,
  whenever,
} from "#spec";
import { playlists } from "#tables";
import { descriptionFits } from "../common/description.ts";
import { notifyOfChangedPlaylist } from "../common/notifications.ts";
import { signedForUser } from "../common/signer.ts";
import { routeFree } from "../common/slug.ts";
import { textMember } from "../common/values.ts";
import { addsTrack, contentsFit, contentsOf, holdTracks } from "./contents.ts";
import { playlistFields } from "./fields.ts";
import { notePrice, priceReads, priceValid } from "./price.ts";
import { newRoute, retireRoutes, routeReads } from "./route.ts";
import { ownPlaylist } from "./rules.ts";

function reads({ tx, metadata }: Context) {
  const playlist = current(playlists, { playlist_id: tx.entity_id });
  const name = textMember(metadata, "playlist_name");
  return {
    playlist,
    contents: contentsOf(metadata),
    is_renamed: value(and(isNotNull(name), differs<string | null>(name, playlist.playlist_name))),
    ...priceReads(tx, metadata),
    ...routeReads(tx, name),
  };
}

/**
 * A playlist's owner changes it; what the metadata does not name stays, and contents that it names take the place of the ones before,
 * also where they are empty. A name of another text brings a new route, even where its slug is the same; without a name the playlist
 * keeps the route that it has.
 */
export const playlistUpdate = handler({
  entity: "Playlist",
  action: "Update",
  metadata: openMetadata,
  reads,
  rules: ({ tx, metadata, playlist, contents, is_renamed, free_route, ...given }) => [
    descriptionFits(metadata),
    signedForUser(tx),
    ...ownPlaylist(tx, playlist),
    playlistFields.wellTyped(metadata, "Update"),
    contentsFit(contents),
    priceValid(tx.entity_id, given),
    when(is_renamed, routeFree(free_route)),
  ],
  writes: ({ tx, block, metadata, playlist, contents, is_renamed, ...given }) => {
    const listsTracks = metadata.has("playlist_contents");
    return [
      update(playlist, {
        ...playlistFields.onUpdate(metadata),
        playlist_contents: choose(listsTracks, shown(contents), playlist.playlist_contents),
        last_added_to: choose(
          and(listsTracks, addsTrack(contents, playlist.playlist_contents)),
          block.time,
          playlist.last_added_to,
        ),
      }),
      whenever(listsTracks, [holdTracks(playlist.playlist_id, contents, block)]),
      notePrice(tx.entity_id, given),
      whenever(is_renamed, [retireRoutes(tx), newRoute(tx, given)]),
      notifyOfChangedPlaylist(block, playlist, listsTracks),
    ];
  },
});
