import { duration } from "../duration.ts";
import { listed } from "../list.ts";
import type { Problem } from "./difference.ts";
import type { NodeCheck } from "./node-check.ts";
import type { DifferingRange, SomeTransactions } from "./ranges.ts";
import type { Pace } from "./tally.ts";

/** What a problem is, to follow the heights that have it; transactions are counted. */
const words: Readonly<Record<Problem, (range: DifferingRange) => string>> = {
  before_first_block: () => "not in the database, though the node has them",
  not_in_core_indexed_blocks: () => "not in core_indexed_blocks",
  not_in_etl_blocks: () => "not in etl_blocks",
  repeated_in_etl_blocks: () => "more than once in etl_blocks",
  other_hash: () => "another hash than the node's",
  missing_transactions: ({ missing }) =>
    `${counted(missing.count, "transaction")} missing (${missing.manageEntities} ManageEntity): ${named(missing)}`,
  unexpected_transactions: ({ unexpected }) =>
    `${counted(unexpected.count, "transaction")} that the node does not have there: ${named(unexpected)}`,
};

/**
 * Says what differs in a range of heights.
 * @returns one line, such as "blocks 3 to 9: 7 transactions missing (5 ManageEntity): …"
 */
export function rangeSentence(range: DifferingRange): string {
  return `${heights(range)}: ${range.problems.map((problem) => words[problem](range)).join("; ")}`;
}

/**
 * Says how the comparison ended, and what to do.
 * @param interrupted whether an operator ended it early
 * @returns lines, each of which begins with "node: "
 */
export function checkSentences(check: NodeCheck, interrupted: boolean): string[] {
  const { chainId, from, to, transactions, left, withoutRawRows } = check;
  return [
    ...(withoutRawRows === null
      ? []
      : [`node: ${heights(withoutRawRows)} were indexed without rows in etl_blocks: not compared`]),
    from > to
      ? `node: no block of ${chainId} was compared`
      : `node: ${heights({ from, to })} of ${chainId} compared, ${counted(transactions, "transaction")}`,
    ...differenceSentences(check),
    ...(left === null ? [] : [`node: ${heights(left)} not compared: ${whyLeft(left.from, check.head, interrupted)}`]),
  ];
}

function differenceSentences(check: NodeCheck): string[] {
  const { from, to, whole, first, differing, missing, unexpected, missingManageEntities } = check;
  if (whole) {
    return from > to ? [] : ["node: the database holds every one of them, and nothing else"];
  }
  if (first === null) {
    return [
      "node: the database lacks the beginning of the chain; see docs/operating.md, “When transactions are missing”",
    ];
  }
  return [
    `node: ${counted(differing, "block")} ${differing === 1 ? "differs" : "differ"}: ${counted(missing, "transaction")} missing, ${missingManageEntities} of them ManageEntity; ${unexpected} that the node does not have there`,
    `node: the first is block ${first.height}, made at ${first.time.toISOString()}; see docs/operating.md, “When transactions are missing”`,
  ];
}

function whyLeft(from: number, head: number, interrupted: boolean): string {
  return interrupted
    ? `interrupted; go on with --from ${from}`
    : `the node is at block ${head}; run this again with --from ${from} once it has them`;
}

/** Says how far the comparison is and how fast, in one line for a terminal. */
export function paceSentence({ height, to, blocksPerSecond, transactionsPerSecond, secondsLeft }: Pace): string {
  const left = secondsLeft === undefined ? "" : `, ${duration(secondsLeft)} left`;
  return `comparing: block ${number(height)} of ${number(to)}, ${number(blocksPerSecond)} blocks/s, ${number(transactionsPerSecond)} tx/s${left}`;
}

function heights({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `block ${from}` : `blocks ${from} to ${to}`;
}

function named({ count, hashes }: SomeTransactions): string {
  return listed(hashes, count);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
