import {
  and,
  type Expression,
  isString,
  type Metadata,
  not,
  reject,
  sqlFunction,
  type Time,
  type,
} from "../../codegen/spec/index.ts";
import { textMember } from "./given.ts";
import { truthy } from "./json.ts";

const releaseDate = sqlFunction("em.release_date", [type.nullable(type.text)], type.nullable(type.time));
const isOutOfRange = sqlFunction("em.is_release_date_out_of_range", [type.nullable(type.text)], type.boolean);

function releaseDateText(metadata: Metadata): Expression<string | null> {
  return textMember(metadata, "release_date");
}

/**
 * A release date is a text, also where it is in unix seconds. A text that is no date is passed over (ISO without a fraction
 * of a second is none to the network); a time beyond all calendars refuses.
 */
export function releaseDateValid(metadata: Metadata) {
  const given = metadata.get("release_date");
  return [
    reject(and(truthy(given), not(isString(given))), "release_date_not_text", "the release date is not text"),
    reject(
      isOutOfRange(releaseDateText(metadata)),
      "release_date_out_of_range",
      "the release date is beyond all calendars",
    ),
  ];
}

/** The release date that the metadata gives; NULL where it gives none that can be read. */
export function releaseDateOf(metadata: Metadata): Expression<Time | null> {
  return releaseDate(releaseDateText(metadata));
}
