import type pg from "pg";
import { z } from "zod";
import type { PreparedBlock } from "./prepare.ts";

const applied = z.object({
  em_block: z.number().int().nullable(),
  applied: z.number().int(),
  rejected: z.array(
    z.object({
      index: z.number().int(),
      hash: z.string(),
      handler: z.string(),
      code: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});

/** What em_apply says of a block. */
export type Applied = z.infer<typeof applied>;

export interface AppliedBlock {
  readonly block: PreparedBlock;
  readonly result: Applied;
}

export interface CommitLimits {
  /** Most blocks in one commit. */
  readonly blocks: number;
  /** No further block joins a commit with this many transactions. */
  readonly transactions: number;
  /** No further block joins a commit begun this long ago, in milliseconds. */
  readonly milliseconds: number;
}

/** An error of the database while blocks were applied; nothing of them is kept. */
export class ApplyError extends Error {
  /** The blocks of the same commit that were applied before the one that failed. */
  readonly before: readonly PreparedBlock[];
  readonly block: PreparedBlock;

  constructor(before: readonly PreparedBlock[], block: PreparedBlock, cause: unknown) {
    super(`block ${block.height} could not be applied`, { cause });
    this.before = before;
    this.block = block;
  }
}

/** Calls under way at once: the next is on its way while the database works on one. */
const callsAhead = 3;

/**
 * Applies blocks in one transaction: the first, and as many more as are ready and the limits allow.
 *
 * Takes the connection, the first block and what gives the next one that is ready. Gives the blocks with what em_apply said, once
 * they are committed. Throws an ApplyError, after which nothing of them is kept.
 */
export async function commitBlocks(
  client: pg.Client,
  first: PreparedBlock,
  next: () => PreparedBlock | undefined,
  limits: CommitLimits,
): Promise<AppliedBlock[]> {
  const begun = performance.now();
  const underWay: { readonly block: PreparedBlock; readonly result: Promise<Applied> }[] = [];
  const done: AppliedBlock[] = [];
  let transactions = 0;
  let blocks = 0;
  const call = (block: PreparedBlock) => {
    const result = applyBlock(client, block.text);
    // Thrown where it is awaited; until then it must not count as unhandled.
    result.catch(() => undefined);
    underWay.push({ block, result });
    transactions += block.transactions.length;
    blocks += 1;
  };

  let current = first;
  try {
    await client.query("begin");
    call(first);
    for (let head = underWay[0]; head !== undefined; head = underWay[0]) {
      const mayGrow = () =>
        blocks < limits.blocks &&
        transactions < limits.transactions &&
        performance.now() - begun < limits.milliseconds &&
        underWay.length < callsAhead;
      for (let more = mayGrow() ? next() : undefined; more !== undefined; more = mayGrow() ? next() : undefined) {
        call(more);
      }
      current = head.block;
      done.push({ block: head.block, result: await head.result });
      underWay.shift();
    }
    await client.query("commit");
    return done;
  } catch (error) {
    await Promise.allSettled(underWay.map(({ result }) => result));
    // On a lost connection there is nothing left to roll back, and the error in hand says more.
    await client.query("rollback").catch(() => undefined);
    throw new ApplyError(
      done.map(({ block }) => block),
      current,
      error,
    );
  }
}

async function applyBlock(client: pg.Client, text: string): Promise<Applied> {
  const result = await client.query<{ em_apply: unknown }>({
    name: "em_apply",
    text: "select em_apply($1) as em_apply",
    values: [text],
  });
  return applied.parse(result.rows[0]?.em_apply);
}
