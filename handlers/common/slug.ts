import { type Expression, ensure, type Rule, reject, sqlFunction, sqlRecordFunction, text, type } from "#spec";

/**
 * The title of a track or the name of a playlist as it stands in a URL; the id where nothing of it is left.
 */
export const titleSlug = sqlFunction("em.title_slug", [type.nullable(type.text), type.bigint], type.text);

const route = { slug: type.text, collision_id: type.integer, is_taken: type.boolean };

/** The route that a new title of an owner's track gets: its slug alone, or with the next free number after it. */
export const freeTrackRoute = sqlRecordFunction("em.free_track_route", [type.integer, type.text], route);

/** The route that a new name of an owner's playlist gets: its slug alone, or with the next free number after it. */
export const freePlaylistRoute = sqlRecordFunction("em.free_playlist_route", [type.integer, type.text], route);

const fitsRouteIndex = sqlFunction("em.fits_route_index", [type.text], type.boolean);

/** A slug fits into the indexes over its owner's routes: 2684 bytes, or more that compress to as much. */
export function slugFits(slug: Expression<string>): Rule {
  return ensure(fitsRouteIndex(slug), "slug_too_long", "the slug is longer than the index over routes can hold");
}

/**
 * A slug belongs to one title of its owner: where that of a new title is another's already, there is no route for it.
 * @param free_route what `freeTrackRoute` or `freePlaylistRoute` gave
 */
export function routeFree(free_route: ReturnType<typeof freeTrackRoute>): readonly Rule[] {
  return [
    slugFits(free_route.slug),
    reject(free_route.is_taken, "route_taken", text`the slug ${free_route.slug} belongs to another title`),
  ];
}
