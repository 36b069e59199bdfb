import { gt, type Metadata, type Rule, reject, text } from "#spec";
import { length } from "./text.ts";
import { textMember } from "./values.ts";

/** The longest description of a track or playlist, in characters. */
const longestDescription = 2500;

/** A description has at most 2500 characters. */
export function descriptionFits(metadata: Metadata): Rule {
  return reject(
    gt(length(textMember(metadata, "description")), longestDescription),
    "description_too_long",
    text`the description is longer than ${longestDescription} characters`,
  );
}
