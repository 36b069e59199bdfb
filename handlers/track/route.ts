import {
  type AnyWrite,
  and,
  type Expression,
  eq,
  insert,
  type Row,
  sqlFunction,
  type Transaction,
  type,
  updateAll,
  value,
} from "#spec";
import { track_routes } from "#tables";
import { freeTrackRoute, titleSlug } from "../common/slug.ts";

const trackRouteId = sqlFunction(
  "em.track_route_id",
  [type.nullable(type.text), type.nullable(type.text), type.integer],
  type.text,
);

/** The route that a title of the artist's track gets: its slug, with a number where the artist has it already. */
export function routeReads(tx: Transaction, artist: Row<"users">, title: Expression<string | null>) {
  const title_slug = value(titleSlug(title, tx.entity_id));
  return { title_slug, free_route: freeTrackRoute(artist.user_id, title_slug) };
}

/** The path that a track had before there were slugs: the artist's handle and the title. */
export function routeIdOf(title: Expression<string | null>, artist: Row<"users">): Expression<string> {
  return trackRouteId(title, artist.handle, artist.user_id);
}

/** The track gets the route that is free for its title. */
export function newRoute(tx: Transaction, { title_slug, free_route }: ReturnType<typeof routeReads>): AnyWrite {
  return insert(track_routes, {
    slug: free_route.slug,
    title_slug,
    collision_id: free_route.collision_id,
    owner_id: tx.user_id,
    track_id: tx.entity_id,
  });
}

/** The routes that the track had stay, so that old links go on working, but are not the current one. */
export function retireRoutes(tx: Transaction): AnyWrite {
  return updateAll(
    track_routes,
    (route) => and(eq(route.track_id, tx.entity_id), route.is_current),
    () => ({ is_current: false }),
  );
}
