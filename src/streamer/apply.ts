import type pg from "pg";
import { z } from "zod";
import { copyRawRows } from "./copy-rows.ts";
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

/** Blocks whose raw rows are copied together hold about so many transactions: more would gain little and delay an interrupt. */
const transactionsTogether = 500;

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

  let current = first;
  try {
    await client.query("begin");
    for (let blocks = group(first); blocks.length > 0; blocks = group(mayGrow() ? next() : undefined)) {
      current = blocks[0] ?? current;
      const texts = await copyRawRows(client, blocks);
      for (const [index, block] of blocks.entries()) {
        current = block;
        done.push({ block, result: await applyBlock(client, texts[index] ?? block.text) });
      }
    }
    await client.query("commit");
    return done;
  } catch (error) {
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
