import type pg from "pg";
import type { NodeBlockSource } from "../chain/node-source.ts";
import { Failure } from "../exit.ts";

/** Which heights of a chain are compared, and where its rows begin. */
export interface Span {
  readonly from: number;
  /** Below `from` where there is nothing to compare. */
  readonly to: number;
  /** The first height of the chain in core_indexed_blocks. */
  readonly first: number;
  /** Whether the chain was gone over to at that height: what its blocks before say is in the old chain's. */
  readonly isSuccessor: boolean;
  /** The first height in etl_blocks, of whichever chain; undefined where it is empty. */
  readonly firstRaw: number | undefined;
}

/**
 * Finds which heights to compare: those that are asked for, else all that the raw tables hold. A clone of production has blocks
 * before these, which Python indexed; of their transactions nothing was kept that could be compared.
 * @param newest the chain's newest height in core_indexed_blocks
 * @param asked the heights that were asked for
 */
export async function spanOf(
  client: pg.Client,
  chainId: string,
  newest: number,
  asked: { readonly from: number | undefined; readonly to: number | undefined },
): Promise<Span> {
  const indexed = await client.query<{ first: number | null }>(
    "select min(height) as first from core_indexed_blocks where chain_id = $1",
    [chainId],
  );
  const raw = await client.query<{ first: string | null }>("select min(block_height) as first from etl_blocks");
  const first = indexed.rows[0]?.first ?? 1;
  const change = await client.query(
    "select from em.chain_rollovers where new_chain_id = $1 and first_height = $2 and first_height > 1",
    [chainId, first],
  );
  const lowest = raw.rows[0]?.first ?? null;
  const firstRaw = lowest === null ? undefined : Number(lowest);
  const from = asked.from ?? (firstRaw === undefined ? newest + 1 : Math.max(first, firstRaw));
  return { from, to: asked.to ?? newest, first, isSuccessor: change.rowCount === 1, firstRaw };
}

/** Whether a node has the block of a height: it is asked for it, whatever it says of the oldest that it keeps. */
export async function hasBlock(source: NodeBlockSource, height: number, signal: AbortSignal): Promise<boolean> {
  try {
    for await (const _block of source.range(height, height, signal)) {
      return true;
    }
    return false;
  } catch (error) {
    if (error instanceof Failure) {
      return false;
    }
    throw error;
  }
}
