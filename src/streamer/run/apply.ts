import type pg from "pg";
import { type EmApplyAnswer, emApplyAnswer } from "../../database/em-apply.ts";
import type { Session } from "../setup/session.ts";
import { copyRawRows } from "./copy-rows.ts";
import type { PreparedBlock } from "./prepare.ts";

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

/**
 * Most blocks that one statement applies: the database need not wait for us between them. pg's pipelining would do the same, but
 * not together with COPY.
 */
const blocksAStatement = 8;

/** Blocks whose raw rows are copied together hold about so many transactions: more would gain little and delay an interrupt. */
const transactionsTogether = 500;

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

  /** Takes the blocks that are ready, up to the limits and to what is copied together. */
  const group = (head: PreparedBlock | undefined): PreparedBlock[] => {
    const blocks: PreparedBlock[] = [];
    const most = transactions + transactionsTogether;
    for (let block = head; block !== undefined; block = mayGrow() && transactions < most ? next() : undefined) {
      blocks.push(block);
      taken += 1;
      transactions += block.transactions.length;
    }
    return blocks;
  };

  let underWay: readonly PreparedBlock[] = [first];
  try {
    await session.begin();
    await prelude?.(client);
    for (let blocks = group(first); blocks.length > 0; blocks = group(mayGrow() ? next() : undefined)) {
      underWay = blocks;
      const texts = await copyRawRows(client, blocks);
      for (let at = 0; at < blocks.length; at += blocksAStatement) {
        underWay = blocks.slice(at, at + blocksAStatement);
        const results = await applyTogether(client, texts.slice(at, at + blocksAStatement));
        done.push(...underWay.map((block, index) => ({ block, result: emApplyAnswer.parse(results[index]) })));
      }
    }
    await client.query("commit");
    return done;
  } catch (error) {
    // On a lost connection there is nothing left to roll back, and the error in hand says more.
    await client.query("rollback").catch(() => undefined);
    throw new ApplyError([...done.map(({ block }) => block), ...underWay], { cause: error, prelude });
  }
}

/**
 * Applies blocks in their order by one statement.
 * @returns em_apply's answers
 * @throws DatabaseError after which no block of the transaction is kept
 */
async function applyTogether(client: pg.Client, texts: readonly string[]): Promise<unknown[]> {
  const result = await client.query<Record<string, unknown>>({
    name: `em_apply_${texts.length}`,
    text: `values ${texts.map((_, index) => `(em_apply($${index + 1}))`).join(", ")}`,
    values: [...texts],
  });
  return result.rows.map((row) => Object.values(row)[0]);
}
