import { type Metadata, readMetadata } from "../../src/edge/json.ts";

/** What one edition makes of a text. */
export type Reading = { readonly json: string; readonly nul?: string; readonly loneSurrogates: boolean } | JsonError;

/** No JSON, and why. */
export interface JsonError {
  readonly error: NonNullable<Metadata["error"]>;
}

/** The reading of one edition, out of what the edge says for both. */
export function readAs(edition: "2025" | "2026", text: string): Reading {
  const { json, json2025 = json, error, nul, loneSurrogates } = readMetadata(text);
  const own = edition === "2025" ? json2025 : json;
  if (own !== undefined) {
    return { json: own, ...(nul === undefined ? {} : { nul }), loneSurrogates };
  }
  if (error === undefined) {
    throw new Error(`${text.slice(0, 200)}: neither JSON nor an error`);
  }
  return { error };
}
