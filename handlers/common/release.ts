import {
  and,
  type Expression,
  eq,
  isString,
  type Metadata,
  not,
  reject,
  sql,
  sqlFunction,
  type Time,
  type,
  value,
} from "#spec";
import { textMember } from "./given.ts";
import { truthy } from "./json.ts";

const releaseDate = sqlFunction("em.release_date", [type.nullable(type.text)], type.nullable(type.time));
const infinity = sql<Time>("timestamp without time zone")`'infinity'`;

/** The release date that the metadata gives; NULL where it gives none that can be read, infinity beyond all calendars. */
export function givenDateOf(metadata: Metadata) {
  return value(releaseDate(textMember(metadata, "release_date")));
}

/**
 * A release date is a text, also where it is in unix seconds. A text that is no date is passed over (ISO without a fraction
 * of a second is none to the network); a time beyond all calendars refuses.
 */
export function releaseDateValid(metadata: Metadata, given_date: Expression<Time | null>) {
  const given = metadata.get("release_date");
  return [
    reject(and(truthy(given), not(isString(given))), "release_date_not_text", "the release date is not text"),
    reject(eq(given_date, infinity), "release_date_out_of_range", "the release date is beyond all calendars"),
  ];
}
