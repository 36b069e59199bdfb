import type pg from "pg";
import { type EmApplyAnswer, emApplyAnswer } from "../../database/em-apply.ts";
import { charactersOf, type PreparedBlock } from "../reader/prepared-block.ts";
import { rulesInForce } from "../setup/rules-in-force.ts";
import type { Session } from "../setup/session.ts";
import { begin, textsOf } from "./begin.ts";
import { playRows } from "./play-rows.ts";
import { Statements } from "./statements.ts";

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
const transactionsTogether = 1_000;

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
  const taken: PreparedBlock[] = [];
  let transactions = 0;
  const mayGrow = () =>
    taken.length < limits.blocks &&
    transactions < limits.transactions &&
    performance.now() - begun < limits.milliseconds;

  /** Takes the blocks that are ready, up to the limits and to what one statement applies. */
  const group = (head: PreparedBlock | undefined): PreparedBlock[] => {
    const blocks: PreparedBlock[] = [];
    const most = transactions + transactionsTogether;
    let characters = 0;
    const hasRoom = () => mayGrow() && transactions < most && characters < charactersTogether;
    for (let block = head; block !== undefined; block = hasRoom() ? next() : undefined) {
      blocks.push(block);
      taken.push(block);
      transactions += block.transactions.length;
      characters += charactersOf(block);
    }
    return blocks;
  };

  const statements = new Statements(client);
  try {
    await session.begin();
    await prelude?.(client);
    const rules = once(() => statements.ask((client) => rulesInForce(client, first.chainId)));
    const done: AppliedBlock[] = [];
    let applying: Promise<AppliedBlock[]> | undefined;
    // While the database applies one group, the next is put together and asked for.
    for (let blocks = group(first); blocks.length > 0; blocks = group(mayGrow() ? next() : undefined)) {
      statements.reach = taken.length;
      const answers = isAlone(blocks)
        ? applyAlone(statements, blocks[0])
        : applyBegun(
            statements,
            blocks,
            await begin(statements, textsOf(blocks, await playRows(statements, blocks, rules))),
          );
      answers.catch(() => undefined);
      done.push(...((await applying) ?? []));
      applying = answers;
    }
    done.push(...((await applying) ?? []));
    await statements.settled();
    await client.query("commit");
    return done;
  } catch (error) {
    const failed = await statements.failed();
    // On a lost connection there is nothing left to roll back, and the error in hand says more.
    await client.query("rollback").catch(() => undefined);
    const blocks = taken.length === 0 ? [first] : taken.slice(0, failed?.reach);
    throw new ApplyError(blocks, { cause: failed?.cause ?? error, prelude });
  }
}

/** Asks once, and remembers the answer. */
function once<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

/** A block whose rows em.apply_blocks() can write too. */
type WholeBlock = PreparedBlock & { readonly begun: { readonly whole: string } };

/** Whether a block is the only one of its group and can be applied by one statement, which is over before those of begin() would be. */
function isAlone(blocks: readonly PreparedBlock[]): blocks is readonly [WholeBlock] {
  return blocks.length === 1 && blocks[0]?.begun.whole !== undefined;
}

/**
 * Applies a block by one statement, which writes its own rows and its raw rows too.
 * @throws DatabaseError after which no block of the transaction is kept
 */
async function applyAlone(statements: Statements, block: WholeBlock): Promise<AppliedBlock[]> {
  const [answer] = await answersOf(statements, [Buffer.from(`[${block.begun.whole}]`)]);
  return [{ block, result: emApplyAnswer.parse(answer) }];
}

/** What em_apply answers for a block whose transactions change no table but the raw ones. */
const quiet: EmApplyAnswer = { em_block: null, applied: 0, rejected: [] };

/**
 * Applies blocks whose rows are begun, in their order, by one statement.
 * @param numbers what begin() gave
 * @throws DatabaseError after which no block of the transaction is kept
 */
async function applyBegun(
  statements: Statements,
  blocks: readonly PreparedBlock[],
  numbers: readonly (number | null)[],
): Promise<AppliedBlock[]> {
  const answers = (await answersOf(statements, entriesOf(blocks, numbers))).values();
  return blocks.map((block) => ({
    block,
    result: block.begun.changes === undefined ? quiet : emApplyAnswer.parse(answers.next().value),
  }));
}

/** With this byte, the version of the format, a jsonb begins in binary; its text follows. */
const jsonbBegins = Buffer.of(1);

/** What em.apply_blocks() answers to a list of entries, whose text is given in parts. */
async function answersOf(statements: Statements, entries: readonly Uint8Array[]): Promise<unknown[]> {
  const values = [Buffer.concat([jsonbBegins, ...entries])];
  const { rows } = await statements.ask((client) =>
    client.query<{ answers: unknown[] }>({
      name: "apply_blocks",
      text: "select em.apply_blocks($1) as answers",
      values,
    }),
  );
  return rows[0]?.answers ?? [];
}

/**
 * The list of blocks as em.apply_blocks() takes it, as JSON in parts: those in a row whose transactions change nothing are one entry.
 */
function entriesOf(blocks: readonly PreparedBlock[], numbers: readonly (number | null)[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  // What stands between two lists of transactions.
  let text = "[";
  let isPassing = false;
  for (const [index, { begun }] of blocks.entries()) {
    const isQuiet = begun.changes === undefined;
    text += isPassing && !isQuiet ? "]" : "";
    text += index === 0 ? "" : ",";
    text += !isPassing && isQuiet ? "[" : "";
    isPassing = isQuiet;
    if (begun.changes === undefined) {
      text += `{${begun.head}}`;
    } else {
      text += `{${begun.head},"begun":true,"em_block":${numbers[index] ?? null},"txs":`;
      parts.push(Buffer.from(text), begun.changes);
      text = "}";
    }
  }
  parts.push(Buffer.from(`${text}${isPassing ? "]" : ""}]`));
  return parts;
}
