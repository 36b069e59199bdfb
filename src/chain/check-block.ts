import { exitCode, Failure } from "../exit.ts";
import type { Block } from "../generated/core/v1/types_pb.ts";
import type { SourceBlock } from "./source.ts";

/**
 * Says which required field a decoded block is missing: a height of 1 or more that a number holds exactly, a hash and a
 * timestamp. Undefined when it has all of them.
 */
export function blockProblem(block: Block): string | undefined {
  const height = Number(block.height);
  if (!Number.isSafeInteger(height) || height < 1) {
    return `a block with height ${block.height}; heights count from 1`;
  }
  if (block.hash === "") {
    return `block ${height} has no hash`;
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
