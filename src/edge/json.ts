/**
 * The metadata of a transaction is text that somebody sent. This makes of it JSON that Postgres is sure to take as jsonb,
 * with the meaning that the reference gives it (decisions.md, D5 in detail), or says why there is none.
 */
import { chooseStandIn, repairStrings } from "./json-repair.ts";
import { scanJson } from "./json-scan.ts";

/** Why there is no JSON. */
export type JsonErrorCode =
  | "metadata_not_json"
  | "metadata_too_deep"
  | "metadata_number_out_of_range"
  | "metadata_too_large";

/** Cleaned JSON. */
export interface CleanJson {
  /** JSON text that `::jsonb` takes; the very text that came in unless a string in it had to change. */
  readonly json: string;
  /** Present when a string or key holds U+0000: the character that stands for it in `json`, found nowhere else there. */
  readonly nul?: string;
  /** Whether lone surrogates were dropped. */
  readonly loneSurrogates: boolean;
}

/** No JSON, and why. */
export interface JsonError {
  readonly error: JsonErrorCode;
}

/**
 * Deepest nesting let through. Postgres parses jsonb by recursion: with the default max_stack_depth of 2 MB, 15.18 gives up
 * beyond 13,080 levels of objects (14,531 of arrays) and 18.4 beyond 16,325. A third of that leaves room for the functions
 * around it and for other builds; Python itself stops near 1,000.
 */
export const DEPTH_LIMIT = 4000;

/**
 * Longest metadata let through, in UTF-16 code units. Postgres holds at most 268,435,455 bytes in one jsonb array, object or
 * string, and makes at most 6 bytes of a character of JSON (measured: a list of digits), so this is safe whatever the text.
 * The chain's own limits are far below it: length alone rejects nothing that a node can deliver.
 */
export const LENGTH_LIMIT = 2 ** 24;

/**
 * Checks and cleans the JSON text of one transaction's metadata.
 *
 * Accepts what Python's json.loads accepts, except NaN and Infinity. Numbers keep their digits; duplicate keys stay (jsonb
 * takes the last, as Python does); lone surrogates are dropped, also from keys; U+0000 becomes a stand-in character.
 *
 * @param text the metadata as the transaction carries it
 * @returns the cleaned JSON, or the code of what is wrong; not being JSON goes before the other codes
 */
export function cleanJson(text: string): CleanJson | JsonError {
  if (text.length > LENGTH_LIMIT) return { error: "metadata_too_large" };
  const scan = scanJson(text);
  if (scan === undefined) return { error: "metadata_not_json" };
  if (scan.depth > DEPTH_LIMIT) return { error: "metadata_too_deep" };
  if (scan.numberOutOfRange) return { error: "metadata_number_out_of_range" };
  if (!scan.nul) {
    const json = scan.loneSurrogates ? repairStrings(text, scan.dirty, "") : text;
    return { json, loneSurrogates: scan.loneSurrogates };
  }
  const nul = chooseStandIn(text);
  if (nul === undefined) return { error: "metadata_too_large" };
  return { json: repairStrings(text, scan.dirty, nul), nul, loneSurrogates: scan.loneSurrogates };
}
