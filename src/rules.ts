/** The editions of the rules that can be in force; the genesis range has rules of its own by the kind of its transactions. */
export const liveEditions = ["2025", "2026"] as const;

/** An edition that judges live transactions. */
export type LiveEdition = (typeof liveEditions)[number];

/** From a height of the source's chain on, an edition is in force. */
export interface EditionFrom {
  readonly edition: LiveEdition;
  /** First height; 0 for the whole chain. */
  readonly fromHeight: number;
}

/** The edition where nothing is said (docs/editions.md). */
export const usualEdition: LiveEdition = "2026";

const part = /^(?<edition>\d{4})(?:@(?<height>\d{1,15}))?$/;

/**
 * Reads which edition is in force from which height, as an operator writes it: `2026`, or `2025,2026@1200000`.
 * @param text editions with commas between; the first without a height, the others each with one, in ascending order
 * @returns undefined where the text is something else
 */
export function readRules(text: string): readonly EditionFrom[] | undefined {
  const parts: EditionFrom[] = [];
  for (const word of text.split(",")) {
    const groups = part.exec(word.trim())?.groups;
    const edition = liveEditions.find((name) => name === groups?.edition);
    const height = groups?.height;
    const before = parts.at(-1);
    if (edition === undefined || (height === undefined) !== (before === undefined)) {
      return undefined;
    }
    const fromHeight = Number(height ?? 0);
    if (before !== undefined && fromHeight <= before.fromHeight) {
      return undefined;
    }
    parts.push({ edition, fromHeight });
  }
  return parts;
}

/**
 * The edition in force at a height, as em.edition_at() has it.
 * @param rules in ascending order, the first from height 0
 */
export function editionAt(rules: readonly EditionFrom[], height: number): LiveEdition {
  return rules.findLast(({ fromHeight }) => fromHeight <= height)?.edition ?? usualEdition;
}

/** Rules as an operator writes them. */
export function rulesText(rules: readonly EditionFrom[]): string {
  return rules.map(({ edition, fromHeight }) => (fromHeight === 0 ? edition : `${edition}@${fromHeight}`)).join(",");
}

/** The same as a sentence's part: "edition 2025, from block 1200000 on edition 2026". */
export function describeRules(rules: readonly EditionFrom[]): string {
  return rules
    .map(({ edition, fromHeight }) =>
      fromHeight === 0 ? `edition ${edition}` : `from block ${fromHeight} on edition ${edition}`,
    )
    .join(", ");
}
