/**
 * From one chain to the next (docs/operating.md, "Cutover, step by step"). A new chain begins with a range that carries over the state
 * of the old one, so its first blocks hold again what the tables have: only the operator knows with which height they go on.
 */
import type pg from "pg";
import type { NextChain } from "../../chain/next-chain.ts";
import type { BlockSource } from "../../chain/source.ts";
import { newestOfChain } from "../../database/indexed-blocks.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { PreparedBlock } from "../reader/prepared-block.ts";
import { isOwnDevnet } from "../setup/own-devnet.ts";

/** The chain that the tables are of when they go over to another. */
export interface OldChain {
  readonly chainId: string;
  /** Its newest indexed height; undefined where the tables do not say. */
  readonly lastHeight: number | undefined;
}

/** A change of chain that is not recorded yet. */
export interface ChainChange {
  readonly old: OldChain;
  readonly next: NextChain;
}

/**
 * Judges whether the tables may go over to the source's chain, which is another than theirs. Nothing is written.
 * @param asked what the operator said: the next chain, and the height to end at
 * @returns the change, to be recorded with the new chain's first block
 * @throws Failure 78 that says what to give or mend; 75 where the source has not come to the first block yet
 */
export async function judgeChainChange(
  client: pg.Client,
  source: Pick<BlockSource, "name" | "head">,
  chainId: string,
  old: OldChain,
  asked: { readonly nextChain: NextChain | undefined; readonly end: number | undefined },
): Promise<ChainChange> {
  const { nextChain: next, end } = asked;
  if (await isOwnDevnet(client)) {
    throw refusal(
      `the database was filled from the built-in devnet, which chain "${chainId}" of ${source.name} does not continue: nothing was indexed. Take an empty database (--database), or another folder for the embedded one (--data-directory), or delete the old folder.`,
    );
  }
  const before = await newestOfChain(client, chainId);
  if (before !== undefined) {
    throw refusal(
      `${source.name} serves chain "${chainId}", but the database went over from it, at block ${before.height}, to "${old.chainId}": nothing was indexed. Point to a node of "${old.chainId}"; if that chain was the mistake, restore the database from before it.`,
    );
  }
  const held = `"${old.chainId}"${old.lastHeight === undefined ? "" : ` up to block ${old.lastHeight}`}`;
  if (next?.chainId !== chainId) {
    const given = next === undefined ? "" : ` --next-chain (EM_NEXT_CHAIN) names "${next.chainId}".`;
    throw refusal(
      `${source.name} serves chain "${chainId}", but the database holds ${held}: nothing was indexed.${given} If "${chainId}" is its successor, name it with the first block to index, --next-chain ${chainId}@HEIGHT (docs/operating.md, "Cutover, step by step"). If not, point to a source of "${old.chainId}", or take another database.`,
    );
  }
  if (end !== undefined && old.lastHeight !== undefined && old.lastHeight < end) {
    throw refusal(
      `the database holds ${held}, below --end ${end} (EM_END): it does not go over to "${chainId}" before the old chain is indexed to its end. Index "${old.chainId}" to block ${end} first; if ${end} is a height of "${chainId}", leave it out until a block of that chain is in.`,
    );
  }
  if (end !== undefined && end < next.firstHeight) {
    throw refusal(
      `--end ${end} (EM_END) is below block ${next.firstHeight}, with which "${chainId}" is to begin: take it away.`,
    );
  }
  const head = source.head();
  if (head !== undefined && head < next.firstHeight - 1) {
    throw new Failure(
      `${source.name} is at block ${head} of "${chainId}", and --next-chain (EM_NEXT_CHAIN) begins at block ${next.firstHeight}: either the height is wrong, or the node is behind; then start again when it is there.`,
      exitCode.tryAgain,
    );
  }
  return { old, next };
}

/**
 * Judges the block with which a new chain would begin. The blocks that carry over the old chain's state, and those that repeat its
 * last transactions, were made before the old chain's last block: no other mark is on all of them.
 * @throws Failure 78 where the block is older than what the tables hold
 */
export async function judgeFirstBlock(client: pg.Client, { old }: ChainChange, first: PreparedBlock): Promise<void> {
  const newest = await newestTime(client);
  if (newest !== undefined && first.time < newest.getTime()) {
    throw refusal(
      `block ${first.height} of "${first.chainId}" was made at ${new Date(first.time).toISOString()}, before the newest block of "${old.chainId}" in the database (${newest.toISOString()}): what it holds is there already, and would be there twice. Nothing was indexed. Give the height that the new chain had once all transactions of the old one were in it, and one more (docs/operating.md, "Cutover, step by step").`,
    );
  }
}

/** A block's own time: of the newest in etl_blocks; where only Python indexed, of the newest play. */
async function newestTime(client: pg.Client): Promise<Date | undefined> {
  const { rows } = await client.query<{ time: Date | null }>(
    `select coalesce(
       (select block_time from etl_blocks order by id desc limit 1),
       (select updated_at from plays order by id desc limit 1)
     ) at time zone 'UTC' as time`,
  );
  return rows[0]?.time ?? undefined;
}

/**
 * Refuses a block of the range with which a chain begins, where the tables hold another chain before it.
 * @throws Failure 78 that names the block
 */
export function refuseGenesisRange(block: PreparedBlock): void {
  if (block.hasMigrations) {
    throw refusal(
      `block ${block.height} of "${block.chainId}" belongs to the range with which that chain begins (it holds ManageEntityMigration): it repeats what the database holds of the chain before, and was not indexed. Such a range goes into an empty database; a filled one goes on behind it (docs/operating.md, "Cutover, step by step").`,
    );
  }
}

/**
 * Records a change of chain; resumePoint goes by it from then on. Must be in the transaction of the new chain's first block that we
 * apply, before it.
 */
export async function recordChainChange(client: pg.Client, { old, next }: ChainChange): Promise<void> {
  const lastHeight = old.lastHeight ?? (await newestOfChain(client, old.chainId))?.height ?? 0;
  await client.query(
    `insert into em.chain_rollovers (old_chain_id, new_chain_id, last_height, first_height, noticed_at)
     values ($1, $2, $3, $4, clock_timestamp())`,
    [old.chainId, next.chainId, lastHeight, next.firstHeight],
  );
}

function refusal(sentence: string): Failure {
  return new Failure(sentence, exitCode.configuration);
}
