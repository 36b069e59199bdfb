import { gt, reject, sqlFunction, text, type, type Value } from "../../codegen/spec/index.ts";

const bytes = sqlFunction("octet_length", [type.text], type.integer);

/** The slug of a titled record: its title as it stands in a URL, or the hashid of its id where nothing is left; with the number, if above 0, after it. */
export const sanitizeSlug = sqlFunction(
  "em.sanitize_slug",
  [type.nullable(type.text), type.bigint, type.integer],
  type.text,
);

/** The longest slug in bytes that surely fits into the index of an owner's routes, of which a page holds at least three. */
const longestSlug = 2680;

/** A slug fits into the index of routes. Longer ones that compress well went in before; nobody has such a title. */
export function slugFits(slug: Value<string>) {
  return reject(gt(bytes(slug), longestSlug), "slug_too_long", text`the slug is longer than ${longestSlug} bytes`);
}
