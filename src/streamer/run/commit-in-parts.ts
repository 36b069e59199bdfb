import { type EmApplyAnswer, emApplyAnswer } from "../../database/em-apply.ts";
import { jsonbOf } from "../../database/jsonb.ts";
import type { BlockInParts } from "../reader/prepared-block.ts";
import { rulesInForce } from "../setup/rules-in-force.ts";
import { type AppliedBlock, ApplyError, type WritingSession } from "./applied.ts";
import { begin, textsOf } from "./begin.ts";
import type { Groups } from "./groups.ts";
import { playRows } from "./play-rows.ts";
import { type Prelude, writePrelude } from "./prelude.ts";
import { Statements } from "./statements.ts";

/**
 * Commits blocks whose rows are written table by table: while the database applies one group, the next is put together and asked for.
 * @throws ApplyError after which nothing of them is kept
 */
export async function commitInParts(
  session: WritingSession,
  groups: Groups<BlockInParts>,
  prelude: Prelude,
): Promise<AppliedBlock[]> {
  const { client } = session;
  const { first, taken } = groups;
  const statements = new Statements(client);
  try {
    await session.begin();
    await writePrelude(client, prelude, first);
    const rules = once(() => statements.ask((client) => rulesInForce(client, first.chainId)));
    const done: AppliedBlock[] = [];
    let applying: Promise<AppliedBlock[]> | undefined;
    for (let blocks = groups.take(); blocks.length > 0; blocks = groups.take()) {
      statements.reach = taken.length;
      const plays = await playRows(statements, blocks, rules);
      const answers = applyBegun(statements, blocks, await begin(statements, textsOf(blocks, plays)));
      answers.catch(() => undefined);
      done.push(...((await applying) ?? []));
      applying = answers;
    }
    done.push(...((await applying) ?? []));
    await statements.settled();
    await client.query("commit");
    return done;
  } catch (error) {
    // A statement that was asked for and has not run yet would run outside of the transaction.
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

/** What em_apply answers for a block whose transactions change no table but the raw ones. */
const quiet: EmApplyAnswer = { em_block: null, applied: 0, rejected: [] };

/**
 * Applies blocks whose rows are begun, in their order, by one statement.
 * @param numbers what begin() gave
 * @throws DatabaseError after which no block of the transaction is kept
 */
async function applyBegun(
  statements: Statements,
  blocks: readonly BlockInParts[],
  numbers: readonly (number | null)[],
): Promise<AppliedBlock[]> {
  const answers = (await answersOf(statements, entriesOf(blocks, numbers))).values();
  return blocks.map((block) => ({
    block,
    result: block.begun.changes === undefined ? quiet : emApplyAnswer.parse(answers.next().value),
  }));
}

/** What em.apply_blocks() answers to a list of entries, whose text is given in parts. */
async function answersOf(statements: Statements, entries: readonly Uint8Array[]): Promise<unknown[]> {
  const values = [jsonbOf(entries)];
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
function entriesOf(blocks: readonly BlockInParts[], numbers: readonly (number | null)[]): Uint8Array[] {
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
