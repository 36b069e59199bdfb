import {
  anyMatch,
  type Context,
  coalesce,
  type Given,
  handler,
  insert,
  isNotNull,
  members,
  openMetadata,
  reject,
  shown,
  text,
  value,
  when,
  whenever,
} from "#spec";
import { track_routes } from "#tables";
import { signedForUser } from "../../../common/signer.ts";
import { routeFree, slugFits } from "../../../common/slug.ts";
import * as given from "../../../common/values.ts";
import { newTrackFits, newTrackReads, ownerSigns, trackNew, writeNewTrack } from "../../../track/create.ts";
import { newRoute } from "../../../track/route.ts";
import { carriedFlag } from "../common/carried.ts";

const carriedRoute = members({
  route_slug: given.text,
  route_title_slug: given.text,
  route_collision_id: given.integer,
});

/** Beside the track, the route that it has on the old chain. */
function reads(context: Context) {
  const { route_slug, route_title_slug, route_collision_id } = carriedRoute.of(context.metadata);
  const slug = value(route_slug);
  return {
    ...newTrackReads(context),
    carried_slug: slug,
    carried_title_slug: value(coalesce(route_title_slug, slug)),
    carried_collision_id: value(coalesce<number>(route_collision_id, 0)),
  };
}

/** A carried route is a link that people have: it is as it was, or there is none. */
function carriedRouteFits({ tx, metadata, carried_slug, carried_title_slug, free_route }: Given<typeof reads>) {
  return [
    carriedRoute.wellTyped(metadata),
    when(
      isNotNull(carried_slug),
      [
        slugFits(shown(carried_slug)),
        slugFits(shown(carried_title_slug)),
        reject(
          anyMatch(track_routes, { owner_id: tx.user_id, slug: carried_slug }),
          "route_taken",
          text`the slug ${carried_slug} belongs to another title`,
        ),
      ],
      routeFree(free_route),
    ),
  ];
}

/**
 * A track of the old chain, with the route that it has there, deleted or not. What the network asks of a new track, of its title,
 * genre, description and conditions of access, it does not ask again (network-2026.md 2.5).
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
    ...carriedRouteFits(given),
  ],
  writes: (context) => {
    const { tx, metadata, carried_slug, carried_title_slug, carried_collision_id } = context;
    return [
      ...writeNewTrack(context, {
        title: coalesce(given.textMember(metadata, "title"), ""),
        is_delete: carriedFlag(metadata, "is_delete"),
      }),
      whenever(
        isNotNull(carried_slug),
        [
          insert(track_routes, {
            slug: shown(carried_slug),
            title_slug: shown(carried_title_slug),
            collision_id: carried_collision_id,
            owner_id: tx.user_id,
            track_id: tx.entity_id,
          }),
        ],
        [newRoute(tx, context)],
      ),
    ];
  },
});
