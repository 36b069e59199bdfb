/**
 * The editions of the rules: each is a complete set of handlers, compiled into a schema of its own. Which one judges a transaction
 * is decided by em.edition_at and the transaction's kind (docs/editions.md).
 */

/** An edition's name. */
export type Edition = "2026" | "genesis" | "2025";

/** All editions: today's first. */
export const editions: readonly Edition[] = ["2026", "genesis", "2025"];

/** What an edition is, in a sentence for the rulebook. */
export const editionTitle: Readonly<Record<Edition, string>> = {
  "2026": "The rules of today's network.",
  genesis:
    "The rules for the range with which the new chain begins: what differs from edition 2026, for transactions of kind 1012.",
  "2025": "The rules of the network until spring 2026, as the Python reference had them. Frozen.",
};

/** The folder of an edition's specs, from the root of the repository, with a slash at its end. */
export function folderOf(edition: Edition): string {
  return edition === "2026" ? "handlers/" : `handlers/editions/${edition}/`;
}

/**
 * The edition to which a spec belongs.
 * @param file the spec's path from the root of the repository
 */
export function editionOf(file: string): Edition {
  return editions.find((edition) => edition !== "2026" && file.startsWith(folderOf(edition))) ?? "2026";
}

/** The schema of an edition's procedures. */
export function schemaOf(edition: Edition): string {
  return `em_${edition}`;
}
