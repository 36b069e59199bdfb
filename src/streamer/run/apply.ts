import type pg from "pg";
import { type EmApplyAnswer, emApplyAnswer } from "../../database/em-apply.ts";
import type { Session } from "../setup/session.ts";
import { beginBlocks } from "./begin.ts";
import { charactersOf, type PreparedBlock } from "./prepare.ts";

export interface AppliedBlock {
  readonly block: PreparedBlock;
  readonly result: EmApplyAnswer;
}

export interface CommitLimits {
  /** Most blocks in one commit. */
  readonly blocks: number;
  /** No further block joins a commit with this many transactions. */
  readonly transactions: number;
  /** No further block joins a commit begun this long ago, in milliseconds. */
  readonly milliseconds: number;
}

/** The session that blocks are written in. */
export type WritingSession = Pick<Session, "client" | "begin">;

/** What is judged and written in the transaction of a commit before its first block; it throws a Failure where nothing may be kept. */
export type Prelude = (client: pg.Client) => Promise<void>;

/** An error of the database while blocks were applied; nothing of them is kept. */
export class ApplyError extends Error {
  /** The blocks of the commit, in order, up to those of the statement that failed. */
  readonly blocks: readonly PreparedBlock[];
  /** What belongs before the first block of the commit. */
  readonly prelude: Prelude | undefined;
  /** What was being done, for a sentence: "applying blocks 1201 to 1208". */
  readonly doing: string;

  constructor(blocks: readonly PreparedBlock[], options: { cause: unknown; prelude: Prelude | undefined }) {
    const [first, last] = [blocks[0]?.height, blocks.at(-1)?.height];
    const doing = `applying ${first === last ? `block ${first}` : `blocks ${first} to ${last}`}`;
    super(`${doing} failed`, { cause: options.cause });
    this.blocks = blocks;
    this.prelude = options.prelude;
    this.doing = doing;
  }
}

/** Blocks that one statement applies hold about so many transactions: more would gain little and delay an interrupt. */
const transactionsTogether = 500;

/** And about so much text, in characters, which is in memory several times meanwhile. */
const charactersTogether = 8 << 20;

/**
 * Applies blocks in one transaction: the first, and as many more as are ready and the limits allow.
 * @param session outside of a transaction
 * @param next the next block that is ready; undefined where there is none
 * @param prelude what to write before them, if anything
 * @returns the blocks with what em_apply answered, once they are committed
 * @throws ApplyError after which nothing of them is kept
 */
export async function commitBlocks(
  session: WritingSession,
  first: PreparedBlock,
  next: () => PreparedBlock | undefined,
  limits: CommitLimits,
  prelude?: Prelude,
): Promise<AppliedBlock[]> {
  const { client } = session;
  const begun = performance.now();
  const done: AppliedBlock[] = [];
  let taken = 0;
  let transactions = 0;
  const mayGrow = () =>
    taken < limits.blocks && transactions < limits.transactions && performance.now() - begun < limits.milliseconds;

  /** Takes the blocks that are ready, up to the limits and to what one statement applies. */
  const group = (head: PreparedBlock | undefined): PreparedBlock[] => {
    const blocks: PreparedBlock[] = [];
    const most = transactions + transactionsTogether;
    let characters = 0;
    const hasRoom = () => mayGrow() && transactions < most && characters < charactersTogether;
    for (let block = head; block !== undefined; block = hasRoom() ? next() : undefined) {
      blocks.push(block);
      taken += 1;
      transactions += block.transactions.length;
      characters += charactersOf(block);
    }
    return blocks;
  };

  let underWay: readonly PreparedBlock[] = [first];
  try {
    await session.begin();
    await prelude?.(client);
    for (let blocks = group(first); blocks.length > 0; blocks = group(mayGrow() ? next() : undefined)) {
      underWay = blocks;
      const numbers = await beginBlocks(client, blocks);
      done.push(...(await applyBegun(client, blocks, numbers)));
    }
    await client.query("commit");
    return done;
  } catch (error) {
    // On a lost connection there is nothing left to roll back, and the error in hand says more.
    await client.query("rollback").catch(() => undefined);
    throw new ApplyError([...done.map(({ block }) => block), ...underWay], { cause: error, prelude });
  }
}

/** What em_apply answers for a block whose transactions change no table but the raw ones. */
const quiet: EmApplyAnswer = { em_block: null, applied: 0, rejected: [] };

/**
 * Applies blocks whose rows are begun, in their order, by one statement.
 * @param numbers what beginBlocks() gave
 * @throws DatabaseError after which no block of the transaction is kept
 */
async function applyBegun(
  client: pg.Client,
  blocks: readonly PreparedBlock[],
  numbers: readonly (number | null)[],
): Promise<AppliedBlock[]> {
  const result = await client.query<{ answers: unknown[] }>({
    name: "apply_blocks",
    text: "select em.apply_blocks($1) as answers",
    values: [entriesOf(blocks, numbers)],
  });
  const answers = (result.rows[0]?.answers ?? []).values();
  return blocks.map((block) => ({
    block,
    result: block.begun.changes === undefined ? quiet : emApplyAnswer.parse(answers.next().value),
  }));
}

/** The blocks as em.apply_blocks() takes them: those in a row whose transactions change nothing are one entry. */
function entriesOf(blocks: readonly PreparedBlock[], numbers: readonly (number | null)[]): string {
  const entries: string[] = [];
  let passing: string[] = [];
  const pass = () => {
    if (passing.length > 0) {
      entries.push(`[${passing.join(",")}]`);
      passing = [];
    }
  };
  for (const [index, { begun }] of blocks.entries()) {
    if (begun.changes === undefined) {
      passing.push(`{${begun.head}}`);
    } else {
      pass();
      entries.push(`{${begun.head},"begun":true,"em_block":${numbers[index] ?? null},"txs":${begun.changes}}`);
    }
  }
  pass();
  return `[${entries.join(",")}]`;
}
