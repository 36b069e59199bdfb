import {
  type AnyWrite,
  anyMatch,
  current,
  differs,
  type Expression,
  eq,
  exists,
  insert,
  not,
  or,
  type Rule,
  reject,
  sqlRecordFunction,
  text,
  type,
  updateOnly,
  value,
  when,
  whenever,
} from "#spec";
import { playlist_routes } from "#tables";
import { sanitizeSlug, slugFits } from "../common/slug.ts";

const nextPlaylistRoute = sqlRecordFunction("em.next_playlist_route", [type.integer, type.text], {
  slug: type.text,
  collision_id: type.integer,
  is_taken: type.boolean,
});

/** A playlist as its route sees it. */
interface Routed {
  readonly playlist_id: Expression<number>;
  readonly owner_id: Expression<number>;
  readonly name: Expression<string | null>;
}

/** What decides about a playlist's route: the name's slug, the route that the playlist has, and the next free one of its owner. */
export function routeReads({ playlist_id, owner_id, name }: Routed) {
  const title_slug = value(sanitizeSlug(name, playlist_id, 0));
  const route = current(playlist_routes, { playlist_id });
  return {
    title_slug,
    route,
    gets_route: value(or(not(exists(route)), differs(route.title_slug, title_slug))),
    next_route: nextPlaylistRoute(owner_id, title_slug),
  };
}

/** The former slug, with the playlist's number after it, under which links from before the names had routes go on working. */
export function migrationSlug({ playlist_id, name }: Omit<Routed, "owner_id">): Expression<string> {
  return sanitizeSlug(name, playlist_id, playlist_id);
}

type Routes = ReturnType<typeof routeReads>;

/** The new route's slug may be that of another title of the same owner; the network has no way out of that. */
export function routeFree({ gets_route, next_route }: Pick<Routes, "gets_route" | "next_route">): Rule {
  return when(gets_route, [
    slugFits(next_route.slug),
    reject(next_route.is_taken, "route_taken", text`the slug ${next_route.slug} belongs to another title`),
  ]);
}

/** Nor may the former slug be taken. */
export function migrationRouteFree(
  { gets_route, next_route }: Pick<Routes, "gets_route" | "next_route">,
  owner_id: Expression<number>,
  migration_slug: Expression<string>,
): Rule {
  return when(gets_route, [
    slugFits(migration_slug),
    reject(
      or(eq(migration_slug, next_route.slug), anyMatch(playlist_routes, { owner_id, slug: migration_slug })),
      "migration_route_taken",
      text`the slug ${migration_slug} belongs to another title`,
    ),
  ]);
}

/** The new route becomes the current one; the one that the playlist had stays, so that old links go on working. */
export function newRoute(
  { playlist_id, owner_id }: Omit<Routed, "name">,
  { gets_route, route, next_route, title_slug }: Routes,
): AnyWrite {
  return whenever(gets_route, [
    updateOnly(route, { is_current: false }).when(exists(route)),
    insert(playlist_routes, {
      slug: next_route.slug,
      title_slug,
      collision_id: next_route.collision_id,
      owner_id,
      playlist_id,
    }),
  ]);
}

/** Beside its route, a new playlist gets one of the former form, which is never the current one. */
export function migrationRoute(
  { playlist_id, owner_id }: Omit<Routed, "name">,
  { gets_route, next_route }: Pick<Routes, "gets_route" | "next_route">,
  migration_slug: Expression<string>,
): AnyWrite {
  return insert(playlist_routes, {
    slug: migration_slug,
    title_slug: migration_slug,
    collision_id: next_route.collision_id,
    owner_id,
    playlist_id,
    is_current: false,
  }).when(gets_route);
}
