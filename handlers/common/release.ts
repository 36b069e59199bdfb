import {
  and,
  choose,
  type Expression,
  eq,
  kindOf,
  type Metadata,
  not,
  reject,
  sql,
  sqlFunction,
  type Time,
  type,
  value,
} from "../../codegen/spec/index.ts";
import { textOf, truthy } from "./json.ts";

const infinity = sql<Time>("timestamp without time zone")`'infinity'`;

const releaseDate = sqlFunction("em.release_date", [type.nullable(type.text)], type.nullable(type.time));

/** The release date that the metadata gives; NULL where it gives none that can be read, infinity beyond all calendars. */
export function releaseReads(metadata: Metadata) {
  const given = metadata.get("release_date");
  return { release_date: value(releaseDate(choose(eq(kindOf(given), "string"), textOf(given), null))) };
}

/**
 * A release date is a text, also where it is in unix seconds. A text that is no date is passed over (ISO without a fraction
 * of a second is none to the network); a time beyond all calendars refuses.
 */
export function releaseDateValid(metadata: Metadata, release_date: Expression<Time | null>) {
  const given = metadata.get("release_date");
  return [
    reject(
      and(truthy(given), not(eq(kindOf(given), "string"))),
      "release_date_not_text",
      "the release date is no text",
    ),
    reject(eq(release_date, infinity), "release_date_out_of_range", "the release date is beyond all calendars"),
  ];
}
