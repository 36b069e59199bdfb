import { emApplyAnswer } from "../../database/em-apply.ts";
import { jsonbOf } from "../../database/jsonb.ts";
import type { WholeBlock } from "../reader/prepared-block.ts";
import { type AppliedBlock, ApplyError, type WritingSession } from "./applied.ts";
import type { Groups } from "./groups.ts";
import { type Prelude, parentGone } from "./prelude.ts";

/**
 * Commits blocks at the head of the chain by one statement, which is a transaction by itself where nothing else belongs before them.
 * @throws ApplyError after which nothing of them is kept
 */
export async function commitWhole(
  session: WritingSession,
  groups: Groups<WholeBlock>,
  prelude: Prelude,
): Promise<AppliedBlock[]> {
  const blocks = groups.take();
  const { client } = session;
  const apply = async () => {
    const answers = await answersOf(session, blocks, prelude.parent);
    if (answers === null) {
      throw parentGone(groups.first, prelude.parent);
    }
    return answers;
  };
  let answers: unknown[];
  try {
    if (prelude.write === undefined) {
      answers = await apply();
    } else {
      await session.begin();
      await prelude.write(client);
      answers = await apply();
      await client.query("commit");
    }
  } catch (cause) {
    if (prelude.write !== undefined) {
      // On a lost connection there is nothing left to roll back, and the error in hand says more.
      await client.query("rollback").catch(() => undefined);
    }
    throw new ApplyError(blocks, { cause, prelude });
  }
  // Only here, behind the commit: an answer that is not understood is no reason to say that nothing was kept.
  return blocks.map((block, index) => ({ block, result: emApplyAnswer.parse(answers[index]) }));
}

/**
 * What em.apply_blocks() answers, by one statement which makes sure of the writer and of the parent before.
 * @returns null where the parent is not there, and then nothing was written
 */
async function answersOf(
  { client, writerToken }: WritingSession,
  blocks: readonly WholeBlock[],
  parent: Prelude["parent"],
): Promise<unknown[] | null> {
  const list = blocks.flatMap(({ json }, index) => [Buffer.from(index === 0 ? "[" : ","), json]);
  const { rows } = await client.query<{ answers: unknown[] | null }>({
    name: "apply_as_writer",
    text: "select em.apply_as_writer($1, $2, $3, $4) as answers",
    values: [writerToken, parent?.chainId, parent?.height, jsonbOf([...list, Buffer.from("]")])],
  });
  return rows[0]?.answers ?? null;
}
