import type { EmApplyAnswer } from "../../database/em-apply.ts";
import type { PreparedBlock } from "../reader/prepared-block.ts";
import type { Session } from "../setup/session.ts";
import type { Prelude } from "./prelude.ts";

/** The session that blocks are written in. */
export type WritingSession = Pick<Session, "client" | "begin" | "writerToken">;

export interface AppliedBlock {
  readonly block: PreparedBlock;
  readonly result: EmApplyAnswer;
}

/** An error of the database while blocks were applied; nothing of them is kept. */
export class ApplyError extends Error {
  /** The blocks of the commit, in order, up to those of the statement that failed. */
  readonly blocks: readonly PreparedBlock[];
  /** What belongs before the first block of the commit. */
  readonly prelude: Prelude;
  /** What was being done, for a sentence: "applying blocks 1201 to 1208". */
  readonly doing: string;

  constructor(blocks: readonly PreparedBlock[], options: { cause: unknown; prelude: Prelude }) {
    const [first, last] = [blocks[0]?.height, blocks.at(-1)?.height];
    const doing = `applying ${first === last ? `block ${first}` : `blocks ${first} to ${last}`}`;
    super(`${doing} failed`, { cause: options.cause });
    this.blocks = blocks;
    this.prelude = options.prelude;
    this.doing = doing;
  }
}
