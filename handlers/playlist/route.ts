import {
  type AnyWrite,
  and,
  cast,
  type Expression,
  eq,
  insert,
  insertOrIgnore,
  type Transaction,
  text,
  updateAll,
  value,
} from "#spec";
import { playlist_routes } from "#tables";
import { freePlaylistRoute, titleSlug } from "../common/slug.ts";

/** The route that a name of the owner's playlist gets: its slug, with a number where the owner has it already. */
export function routeReads(tx: Transaction, name: Expression<string | null>) {
  const title_slug = value(titleSlug(name, tx.entity_id));
  const owner_id = value(cast(tx.user_id, "integer"));
  return { title_slug, owner_id, free_route: freePlaylistRoute(owner_id, title_slug) };
}

type Routes = ReturnType<typeof routeReads>;

/** The playlist gets the route that is free for its name. */
export function newRoute(tx: Transaction, { title_slug, free_route }: Routes): AnyWrite {
  return insert(playlist_routes, {
    slug: free_route.slug,
    title_slug,
    collision_id: free_route.collision_id,
    owner_id: tx.user_id,
    playlist_id: tx.entity_id,
  });
}

/** The slug with the playlist's number after it. */
export function numberedSlug(tx: Transaction, { title_slug }: Pick<Routes, "title_slug">): Expression<string> {
  return text`${title_slug}-${tx.entity_id}`;
}

/**
 * Beside its route, a new playlist can be reached by its slug with its number after it, unless that is the route of another: such were
 * the routes of playlists at first, and links to them are still about.
 */
export function numberedRoute(
  tx: Transaction,
  routes: Pick<Routes, "title_slug">,
  collision_id: Expression<number>,
): AnyWrite {
  return insertOrIgnore(playlist_routes, {
    slug: numberedSlug(tx, routes),
    title_slug: numberedSlug(tx, routes),
    collision_id,
    owner_id: tx.user_id,
    playlist_id: tx.entity_id,
    is_current: false,
  });
}

/** The routes that the playlist had stay, so that old links go on working, but are not the current one. */
export function retireRoutes(tx: Transaction): AnyWrite {
  return updateAll(
    playlist_routes,
    (route) => and(eq(route.playlist_id, tx.entity_id), route.is_current),
    () => ({ is_current: false }),
  );
}
