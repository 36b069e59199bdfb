import type pg from "pg";
import { isIndexed } from "../../database/indexed-blocks.ts";
import { exitCode, Failure } from "../../exit.ts";
import type { PreparedBlock } from "../reader/prepared-block.ts";

/** What belongs before the first block of a commit. */
export interface Prelude {
  /** The block that must be there; undefined where the first begins a chain. */
  readonly parent: { readonly chainId: string; readonly height: number } | undefined;
  /** Judges and writes what comes before the first block, where anything does; throws a Failure where nothing may be kept. */
  readonly write: ((client: pg.Client) => Promise<void>) | undefined;
}

/**
 * Makes sure of the parent and writes what belongs before the first block.
 * @param client inside the transaction of the commit
 * @throws Failure where nothing may be kept
 */
export async function writePrelude(client: pg.Client, { parent, write }: Prelude, first: PreparedBlock): Promise<void> {
  if (parent !== undefined && !(await isIndexed(client, parent.chainId, parent.height))) {
    throw parentGone(first, parent);
  }
  await write?.(client);
}

/** What to say where the block is not there after which the next one comes. */
export function parentGone(first: PreparedBlock, parent: Prelude["parent"]): Failure {
  return new Failure(
    `block ${first.height} of "${first.chainId}" follows block ${parent?.height}, which is in core_indexed_blocks no more: rows were taken out beneath the indexer, as a core node does that shares the database and restores a snapshot. Nothing of block ${first.height} was kept. Restore the database from a backup, and see to it that nobody else writes to its tables.`,
    exitCode.configuration,
  );
}
