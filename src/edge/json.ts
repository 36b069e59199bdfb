/**
 * The metadata of a transaction is text that somebody sent. This makes of it JSON that Postgres is sure to take as jsonb, with the
 * meaning that each edition gives it (decisions.md, "Metadata"), or says why there is none.
 *
 * The editions read the same text, by the same grammar, all but alike: edition 2026 (and genesis) as Go's encoding/json, edition 2025 as
 * Python's json.loads. One scan serves both, and for nearly every text it ends with "as it came in".
 */
import { as2025, as2026 } from "./json-number.ts";
import { chooseStandIn, rewriteTokens } from "./json-repair.ts";
import { type Scan, scanJson } from "./json-scan.ts";

/** Why metadata is not JSON. */
export type JsonErrorCode = "metadata_not_json" | "metadata_too_deep" | "metadata_too_large";

/** What the editions make of a text. */
export interface Metadata {
  /**
   * Edition 2026: JSON text that `::jsonb` takes. Lone surrogates are U+FFFD, numbers are doubles. Undefined where it is not JSON: then
   * `error` says why.
   */
  readonly json?: string;
  readonly error?: JsonErrorCode;
  /**
   * Edition 2025, only where it is another text, or `json` is absent: lone surrogates are dropped, numbers keep their digits, and
   * 1e309 stands for what is not finite (NaN, Infinity, 1e400).
   */
  readonly json2025?: string;
  /**
   * The character that stands for U+0000 in both, found nowhere else there. Present where there is something that no jsonb column
   * holds: U+0000, or in edition 2025 a number that is not finite.
   */
  readonly nul?: string;
  /** Whether there were lone surrogates. */
  readonly loneSurrogates: boolean;
  /** The text as JSON.parse takes it, strings untouched; undefined where no edition reads it. */
  readonly raw?: string;
}

/**
 * Deepest nesting let through. Postgres parses jsonb by recursion: with the default max_stack_depth of 2 MB, 15.18 gives up
 * beyond 13,080 levels of objects (14,531 of arrays) and 18.4 beyond 16,325. A third of that leaves room for the functions
 * around it and for other builds; Python itself stops near 1,000, Go at 10,000.
 */
export const depthLimit = 4000;

/**
 * Longest metadata let through, in UTF-16 code units. Postgres holds at most 268,435,455 bytes in one jsonb array, object or
 * string, and makes at most 6 bytes of a character of JSON (measured: a list of digits), so this is safe whatever the text.
 * The chain's own limits are far below it: length alone rejects nothing that a node can deliver.
 */
export const lengthLimit = 2 ** 24;

/** U+FFFD, which Go's encoding/json puts in the place of a lone surrogate. */
const replacement = "\ufffd";

/**
 * Reads the JSON text of one transaction's metadata. Duplicate keys stay: jsonb takes the last, as both references do.
 *
 * @param text the metadata as the transaction carries it
 * @returns what each edition makes of it; not being JSON goes before the other errors
 */
export function readMetadata(text: string): Metadata {
  if (text.length > lengthLimit) {
    return failed("metadata_too_large");
  }
  const scan = scanJson(text);
  if (scan === undefined) {
    return failed("metadata_not_json");
  }
  if (scan.depth > depthLimit) {
    return failed("metadata_too_deep");
  }
  if (scan.odd.length === 0) {
    return { json: text, loneSurrogates: false, raw: text };
  }
  return readOddTokens(text, scan);
}

function failed(error: JsonErrorCode): Metadata {
  return { error, loneSurrogates: false };
}

function readOddTokens(text: string, { strict, notFinite, nul: hasNul, loneSurrogates, odd }: Scan): Metadata {
  const nul = hasNul || notFinite ? chooseStandIn(text) : undefined;
  if (nul === undefined && (hasNul || notFinite)) {
    return failed("metadata_too_large");
  }
  const json2025 = rewriteTokens(text, odd, { strings: { nul, loneSurrogate: "" }, number: as2025 });
  const standIn = nul === undefined ? {} : { nul };
  if (!strict) {
    const raw = rewriteTokens(text, odd, { strings: undefined, number: as2025 });
    return { error: "metadata_not_json", json2025, ...standIn, loneSurrogates, raw };
  }
  const json = rewriteTokens(text, odd, { strings: { nul, loneSurrogate: replacement }, number: as2026 });
  return { json, ...(json2025 === json ? {} : { json2025 }), ...standIn, loneSurrogates, raw: text };
}
