import type { Difference, Problem } from "./difference.ts";

/** As many hashes of a range are named; the rest is counted. */
const namedHashes = 3;

/** Transactions by number, with the first of their hashes. */
export interface SomeTransactions {
  readonly count: number;
  readonly hashes: readonly string[];
}

/** Heights that follow each other and have the same problems. */
export interface DifferingRange {
  readonly from: number;
  readonly to: number;
  readonly problems: readonly Problem[];
  readonly missing: SomeTransactions & { readonly manageEntities: number };
  readonly unexpected: SomeTransactions;
}

const noTransactions: SomeTransactions = { count: 0, hashes: [] };

/** The heights before the first one that the tables hold, of which the node has the last. */
export function rangeBefore(first: number): DifferingRange {
  return emptyRange(1, first - 1, ["before_first_block"]);
}

/** Whether a height belongs to a range: it is the next one, and has the same problems. */
export function continues(range: DifferingRange, { height, problems }: Difference): boolean {
  return range.to === height - 1 && range.problems.join() === problems.join();
}

/**
 * Adds a height to a range.
 * @param range the one that the height continues; undefined to begin one
 */
export function withDifference(range: DifferingRange | undefined, difference: Difference): DifferingRange {
  const { height, problems, missing, missingManageEntities, unexpected } = difference;
  const before = range ?? emptyRange(height, height, problems);
  return {
    ...before,
    to: height,
    missing: {
      ...withHashes(before.missing, missing),
      manageEntities: before.missing.manageEntities + missingManageEntities,
    },
    unexpected: withHashes(before.unexpected, unexpected),
  };
}

function emptyRange(from: number, to: number, problems: readonly Problem[]): DifferingRange {
  return { from, to, problems, missing: { ...noTransactions, manageEntities: 0 }, unexpected: noTransactions };
}

function withHashes({ count, hashes }: SomeTransactions, more: readonly string[]): SomeTransactions {
  return { count: count + more.length, hashes: [...hashes, ...more].slice(0, namedHashes) };
}
