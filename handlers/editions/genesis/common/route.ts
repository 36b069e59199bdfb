import {
  coalesce,
  type Expression,
  isNotNull,
  type Metadata,
  members,
  type Rule,
  reject,
  shown,
  text,
  value,
  when,
} from "#spec";
import { type freeTrackRoute, routeFree, slugFits } from "../../../common/slug.ts";
import * as given from "../../../common/values.ts";

const route = members({
  route_slug: given.text,
  route_title_slug: given.text,
  route_collision_id: given.integer,
});

/** The route that a track or playlist has on the old chain; its slug is NULL where the metadata does not carry it. */
export function carriedRouteOf(metadata: Metadata) {
  const { route_slug, route_title_slug, route_collision_id } = route.of(metadata);
  const carried_slug = value(route_slug);
  return {
    carried_slug,
    carried_title_slug: value(coalesce(route_title_slug, carried_slug)),
    carried_collision_id: value(coalesce<number>(route_collision_id, 0)),
  };
}

type CarriedRoute = ReturnType<typeof carriedRouteOf>;

/**
 * A carried route is a link that people have: it is as it was, or there is none. Where none is carried, a route must be free.
 * @param is_taken whether the owner has another route of the carried slug
 */
export function routeFits(
  metadata: Metadata,
  { carried_slug, carried_title_slug }: CarriedRoute,
  is_taken: Expression<boolean>,
  free_route: ReturnType<typeof freeTrackRoute>,
): readonly Rule[] {
  return [
    route.wellTyped(metadata),
    when(
      isNotNull(carried_slug),
      [
        slugFits(shown(carried_slug)),
        slugFits(shown(carried_title_slug)),
        reject(is_taken, "route_taken", text`the slug ${carried_slug} belongs to another title`),
      ],
      routeFree(free_route),
    ),
  ];
}

/** The columns of a route that is carried. */
export function carriedRoute({ carried_slug, carried_title_slug, carried_collision_id }: CarriedRoute) {
  return {
    slug: shown(carried_slug),
    title_slug: shown(carried_title_slug),
    collision_id: carried_collision_id,
  };
}
