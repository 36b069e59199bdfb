import { type Expression, ensure, sqlFunction, type } from "#spec";

const fitsRouteIndex = sqlFunction("em.fits_route_index", [type.text], type.boolean);

/** The slug of a titled record: its title as it stands in a URL, or the hashid of its id where nothing is left; with the number, if above 0, after it. */
export const sanitizeSlug = sqlFunction(
  "em.sanitize_slug",
  [type.nullable(type.text), type.bigint, type.integer],
  type.text,
);

/** A slug fits into the indexes over its owner's routes: 2684 bytes, or more that compress to as much. */
export function slugFits(slug: Expression<string>) {
  return ensure(fitsRouteIndex(slug), "slug_too_long", "the slug is longer than the index over routes can hold");
}
