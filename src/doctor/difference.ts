import { sameHash } from "../chain/continuity.ts";
import type { NodeBlock } from "./node-block.ts";
import type { StoredBlock } from "./stored-blocks.ts";

/** What can be wrong with a height, in the words of --json. */
export type Problem =
  | "before_first_block"
  | "not_in_core_indexed_blocks"
  | "not_in_etl_blocks"
  | "repeated_in_etl_blocks"
  | "other_hash"
  | "missing_transactions"
  | "unexpected_transactions";

/** How a height of the tables differs from the node's block. */
export interface Difference {
  readonly height: number;
  readonly problems: readonly Problem[];
  /** Transactions of the node that the tables do not hold, and how many of these are ManageEntity. */
  readonly missing: readonly string[];
  readonly missingManageEntities: number;
  /** Transactions that the tables hold under this height and the node does not. */
  readonly unexpected: readonly string[];
}

/** The node's time has nanoseconds, a column microseconds, a Date milliseconds: what is this near is the same moment. */
const sameMomentMilliseconds = 1;

/** The hashes of a block that do not stand under its height. They may stand under an earlier one. */
export function absentHashes(node: NodeBlock, stored: StoredBlock): string[] {
  const held = new Set(stored.transactions.map(({ hash }) => hash));
  return [...node.transactions.keys()].filter((hash) => !held.has(hash));
}

/**
 * Compares a height of the tables with the node's block. A hash that comes again keeps its first row, so one that stands under an
 * earlier block is not missing; one that stands under a later block alone is: its first row was lost.
 * @param elsewhere of the hashes that do not stand under this height, when the block that they stand under was made, in milliseconds
 *   since 1970; those that stand nowhere are left out
 * @returns undefined where nothing differs
 */
export function differenceOf(
  node: NodeBlock,
  stored: StoredBlock,
  elsewhere: ReadonlyMap<string, number>,
): Difference | undefined {
  const stoodEarlier = (hash: string) => (elsewhere.get(hash) ?? Number.POSITIVE_INFINITY) < node.time;
  const missing = absentHashes(node, stored).filter((hash) => !stoodEarlier(hash));
  const unexpected = stored.transactions
    .filter(({ hash, time }) => !node.transactions.has(hash) && isOfBlock(node, stored, time))
    .map(({ hash }) => hash);
  const rows = stored.times.filter((time) => isOfBlock(node, stored, time)).length;
  const problems: Problem[] = [];
  if (stored.hash === undefined) {
    problems.push("not_in_core_indexed_blocks");
  } else if (!sameHash(stored.hash, node.hash)) {
    problems.push("other_hash");
  }
  if (rows !== 1) {
    problems.push(rows === 0 ? "not_in_etl_blocks" : "repeated_in_etl_blocks");
  }
  if (missing.length > 0) {
    problems.push("missing_transactions");
  }
  if (unexpected.length > 0) {
    problems.push("unexpected_transactions");
  }
  if (problems.length === 0) {
    return undefined;
  }
  const missingManageEntities = missing.filter((hash) => node.transactions.get(hash) === true).length;
  return { height: node.height, problems, missing, missingManageEntities, unexpected };
}

/** Whether a row of the raw tables under the block's height is this block's, and not that of another chain. */
function isOfBlock(node: NodeBlock, { isShared }: StoredBlock, time: number): boolean {
  return !isShared || Math.abs(time - node.time) <= sameMomentMilliseconds;
}
