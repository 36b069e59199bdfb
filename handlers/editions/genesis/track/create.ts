import { anyMatch, type Context, coalesce, handler, insert, isNotNull, openMetadata, whenever } from "#spec";
import { track_routes } from "#tables";
import { signedForUser } from "../../../common/signer.ts";
import { textMember } from "../../../common/values.ts";
import { newTrackFits, newTrackReads, ownerSigns, trackNew, writeNewTrack } from "../../../track/create.ts";
import { newRoute } from "../../../track/route.ts";
import { carriedFlag } from "../common/carried.ts";
import { carriedRoute, carriedRouteOf, routeFits } from "../common/route.ts";

/** Beside the track, the route that it has on the old chain. */
function reads(context: Context) {
  return { ...newTrackReads(context), ...carriedRouteOf(context.metadata) };
}

/**
 * A track of the old chain, with the route that it has there, deleted or not. The rules on title, genre, description
 * and conditions of access are left out.
 */
export const trackCreate = handler({
  entity: "Track",
  action: "Create",
  metadata: openMetadata,
  reads,
  rules: (given) => [
    ownerSigns(given),
    signedForUser(given.tx),
    trackNew(given),
    ...newTrackFits(given),
    ...routeFits(
      given.metadata,
      given,
      anyMatch(track_routes, { owner_id: given.tx.user_id, slug: given.carried_slug }),
      given.free_route,
    ),
  ],
  writes: (given) => {
    const { tx, metadata, carried_slug } = given;
    return [
      ...writeNewTrack(given, {
        title: coalesce(textMember(metadata, "title"), ""),
        is_delete: carriedFlag(metadata, "is_delete"),
      }),
      whenever(
        isNotNull(carried_slug),
        [insert(track_routes, { ...carriedRoute(given), owner_id: tx.user_id, track_id: tx.entity_id })],
        [newRoute(tx, given)],
      ),
    ];
  },
});
