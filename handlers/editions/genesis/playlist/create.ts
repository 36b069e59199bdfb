import { anyMatch, type Context, handler, insert, isNotNull, openMetadata, when, whenever } from "#spec";
import { playlist_routes } from "#tables";
import { signedForUser } from "../../../common/signer.ts";
import {
  metadataGiven,
  newPlaylistFits,
  newPlaylistReads,
  playlistNew,
  writeNewPlaylist,
} from "../../../playlist/create.ts";
import { newRoute, numberedRoute } from "../../../playlist/route.ts";
import { carriedFlag } from "../common/carried.ts";
import { carriedRoute, carriedRouteOf, routeFits } from "../common/route.ts";
import { keepRemovedTracks, removedTracksFit } from "./removed-tracks.ts";

/** Beside the playlist, the route that it has on the old chain. */
function reads(context: Context) {
  return { ...newPlaylistReads(context), ...carriedRouteOf(context.metadata) };
}

/**
 * A playlist of the old chain, deleted or not, with the route that it has there and the tracks that it once held. Its description may
 * be of any length, and its id that of any playlist that is not there yet.
 */
export const playlistCreate = handler({
  entity: "Playlist",
  action: "Create",
  metadata: openMetadata,
  reads,
  rules: (given) => [
    metadataGiven(given),
    signedForUser(given.tx),
    playlistNew(given),
    ...newPlaylistFits(given),
    removedTracksFit(given.metadata),
    when(
      isNotNull(given.name),
      routeFits(
        given.metadata,
        given,
        anyMatch(playlist_routes, { owner_id: given.tx.user_id, slug: given.carried_slug }),
        given.free_route,
      ),
    ),
  ],
  writes: (given) => {
    const { tx, block, metadata, playlist_id, name, contents, carried_slug } = given;
    return [
      ...writeNewPlaylist(given, carriedFlag(metadata, "is_delete")),
      keepRemovedTracks(playlist_id, metadata, contents, block),
      whenever(isNotNull(name), [
        whenever(
          isNotNull(carried_slug),
          [
            insert(playlist_routes, { ...carriedRoute(given), owner_id: tx.user_id, playlist_id: tx.entity_id }),
            numberedRoute(tx, given, given.carried_collision_id),
          ],
          [newRoute(tx, given), numberedRoute(tx, given, given.free_route.collision_id)],
        ),
      ]),
    ];
  },
});
