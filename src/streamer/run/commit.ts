import { isInParts, isWhole, type PreparedBlock } from "../reader/prepared-block.ts";
import type { AppliedBlock, WritingSession } from "./applied.ts";
import { commitInParts } from "./commit-in-parts.ts";
import { commitWhole } from "./commit-whole.ts";
import { type CommitLimits, Groups } from "./groups.ts";
import type { Prelude } from "./prelude.ts";

/** Takes the next block where it is ready and of the sort that is wanted. */
export type TakeReady = <Sort extends PreparedBlock>(
  isWanted: (block: PreparedBlock) => block is Sort,
) => Sort | undefined;

/**
 * Applies blocks in one transaction: the first, and as many more of its sort, whole or in parts, as are ready and the limits allow.
 * @param session outside of a transaction
 * @returns the blocks with what em_apply answered, once they are committed
 * @throws ApplyError after which nothing of them is kept
 */
export function commitBlocks(
  session: WritingSession,
  first: PreparedBlock,
  takeReady: TakeReady,
  limits: CommitLimits,
  prelude: Prelude,
): Promise<AppliedBlock[]> {
  return isWhole(first)
    ? commitWhole(session, new Groups(first, () => takeReady(isWhole), limits), prelude)
    : commitInParts(session, new Groups(first, () => takeReady(isInParts), limits), prelude);
}
