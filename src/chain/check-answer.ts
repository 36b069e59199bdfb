import type { Block, Transaction } from "../generated/core/v1/types_pb.ts";
import type { Announcement } from "./announcements.ts";
import { sameHash } from "./continuity.ts";

/** What is known of a block before it is fetched from a node. */
export interface ExpectedBlock {
  readonly height: number;
  /** The chain that the node says it is of; undefined: not checked. */
  readonly chainId?: string | undefined;
  /** What the node's stream said of this height, if it did. */
  readonly announced?: Announcement | undefined;
}

/**
 * Holds a node's answer against all that the wire lets us check: height, chain, the members that each transaction repeats of its
 * block, that each transaction has a hash of its own, and that nothing is missing of what the stream announced.
 *
 * A transaction's hash is over bytes that the node does not send, so a hash cannot be checked against its content.
 *
 * @param block what the node answered; undefined where it left the height out
 * @returns what is wrong, to follow "the node"; undefined when it is the whole block, as far as can be seen
 */
export function answerProblem(block: Block | undefined, expected: ExpectedBlock): string | undefined {
  const { height, chainId } = expected;
  // A node answers for a height beyond its head with an empty block, of height -1 or without a hash.
  if (block === undefined || block.height <= 0n || block.hash === "") {
    return `does not have block ${height}`;
  }
  if (block.height !== BigInt(height)) {
    return `sends block ${block.height} for block ${height}`;
  }
  if (chainId !== undefined && block.chainId !== chainId) {
    return `sends block ${height} of chain "${block.chainId}", though it is of chain "${chainId}"`;
  }
  if (block.timestamp === undefined) {
    return `sends block ${height} without a timestamp`;
  }
  const problem = transactionsProblem(block) ?? announcedProblem(block, expected.announced);
  return problem === undefined ? undefined : `sends ${problem}`;
}

function transactionsProblem(block: Block): string | undefined {
  const hashes = new Set<string>();
  for (const [index, transaction] of block.transactions.entries()) {
    const { hash } = transaction;
    if (hash === "") {
      return `block ${block.height} with a transaction without a hash, at position ${index}`;
    }
    // A node whose database holds two chains joins the transactions of both to each block of the same height.
    if (hashes.has(hash)) {
      return `block ${block.height} with transaction ${hash} twice`;
    }
    hashes.add(hash);
    if (!isOf(transaction, block)) {
      return `block ${block.height} (hash ${block.hash}) with transaction ${hash}, which says that it is of block ${transaction.height} (hash ${transaction.blockHash}) of chain "${transaction.chainId}"`;
    }
  }
  return undefined;
}

/** Whether what a transaction says of its block is true; a member that is not set says nothing. */
function isOf(transaction: Transaction, block: Block): boolean {
  return (
    (transaction.height === 0n || transaction.height === block.height) &&
    (transaction.chainId === "" || transaction.chainId === block.chainId) &&
    (transaction.blockHash === "" || sameHash(transaction.blockHash, block.hash))
  );
}

/**
 * Says in what a fetched block differs from what the stream said of it: another hash, or a transaction that it lacks, as while the
 * node has not finished writing it. The stream may leave transactions out. Undefined when nothing differs.
 */
export function announcedProblem(block: Block, announced: Announcement | undefined): string | undefined {
  if (announced === undefined) {
    return undefined;
  }
  if (!sameHash(announced.hash, block.hash)) {
    return `block ${block.height} with hash ${block.hash}, though its stream said ${announced.hash}`;
  }
  const hashes = new Set(block.transactions.map(({ hash }) => hash));
  const missing = announced.transactions.find((hash) => !hashes.has(hash));
  return missing === undefined
    ? undefined
    : `block ${block.height} with ${block.transactions.length} transactions, though its stream had transaction ${missing} in it too`;
}
