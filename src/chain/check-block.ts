import { exitCode, Failure } from "../exit.ts";
import type { Block } from "../generated/core/v1/types_pb.ts";
import type { SourceBlock } from "./source.ts";

/**
 * Checks that a decoded block has what an indexer cannot do without: a height of 1 or more that a number holds exactly, a hash
 * and a timestamp.
 *
 * Takes the block and where it was read. Gives it with its height as a number. Throws a Failure that names place and member.
 */
export function checkBlock(block: Block | undefined, place: string): SourceBlock {
  if (block === undefined) {
    throw new Failure(`${place}: an answer without a block`, exitCode.failed);
  }
  const height = Number(block.height);
  if (!Number.isSafeInteger(height) || height < 1) {
    throw new Failure(`${place}: a block with height ${block.height}; heights count from 1`, exitCode.failed);
  }
  for (const member of ["hash", "timestamp"] as const) {
    if (block[member] === undefined || block[member] === "") {
      throw new Failure(`${place}: block ${height} has no ${member}`, exitCode.failed);
    }
  }
  return { height, block, place };
}
