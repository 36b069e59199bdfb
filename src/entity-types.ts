import { entityTypes } from "./generated/entity-types.ts";

/** The words that stand for all types, and for social actions alone. */
const everything = "all";
const nothing = "none";

/**
 * Reads a list of entity types as an operator writes it: separated by commas, in any case, with or without spaces.
 * @returns the names as the chain has them, in alphabetical order, separated by commas; "all" for all; "" for no type; undefined
 * when a name is not an entity type
 */
export function readEntityTypes(text: string): string | undefined {
  const words = text
    .split(",")
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");
  if (words.length === 1 && (words[0] === everything || words[0] === nothing)) {
    return words[0] === everything ? everything : "";
  }
  const named = new Set(words);
  const chosen = entityTypes.filter((type) => named.has(type.toLowerCase()));
  return chosen.length === named.size && chosen.length > 0 ? chosen.join(",") : undefined;
}
