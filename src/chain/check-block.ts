import { exitCode, Failure } from "../exit.ts";
import type { Block } from "../generated/core/v1/types_pb.ts";
import type { SourceBlock } from "./source.ts";

/** The largest height that core_indexed_blocks holds. */
const largestHeight = 2_147_483_647;

/** A chain's id tells chains apart, so it is not cut as other texts are; one longer than this fits into no index. */
const longestChainId = 150;

/**
 * Says what is wrong with the fields of a decoded block that the tables go by: a height from 1 to what its column holds, a hash, a
 * timestamp, and the id of a chain.
 * @returns undefined when they are as they should be
 */
export function blockProblem(block: Block): string | undefined {
  const height = Number(block.height);
  if (!Number.isSafeInteger(height) || height < 1 || height > largestHeight) {
    return `a block with height ${block.height}; heights go from 1 to ${largestHeight}`;
  }
  if (block.hash === "") {
    return `block ${height} has no hash`;
  }
  if (block.chainId.length > longestChainId) {
    return `block ${height} names its chain in ${block.chainId.length} characters; ${longestChainId} at most`;
  }
  return block.timestamp === undefined ? `block ${height} has no timestamp` : undefined;
}

/**
 * Checks a decoded block as blockProblem says.
 * @param place where it was read, for a sentence
 * @returns the block with its height as a number
 * @throws Failure that names the place and the field
 */
export function checkBlock(block: Block, place: string): SourceBlock {
  const problem = blockProblem(block);
  if (problem !== undefined) {
    throw new Failure(`${place}: ${problem}`, exitCode.failed);
  }
  return { height: Number(block.height), block, place };
}
