import type pg from "pg";

/** A row of etl_transactions. */
export interface StoredTransaction {
  readonly hash: string;
  /** When its block was made, milliseconds since 1970. */
  readonly time: number;
}

/**
 * What the tables hold of a height. core_indexed_blocks knows of each block which chain it is of; the raw tables know the height
 * alone, so that after a change of chain they hold rows of both under one height, which only the block's time tells apart.
 */
export interface StoredBlock {
  /** The block's hash in core_indexed_blocks; undefined where the chain has no such row. */
  readonly hash: string | undefined;
  /** Whether core_indexed_blocks has the height of another chain too. */
  readonly isShared: boolean;
  /** The times of the rows in etl_blocks, milliseconds since 1970. */
  readonly times: readonly number[];
  readonly transactions: readonly StoredTransaction[];
}

/**
 * Reads what the tables hold of a range of heights: three reads of an index, whatever the size of the tables.
 * @param chainId the chain that is compared
 * @param chains the ids of all chains of the database, this one among them
 * @param from the first height
 * @param to the last height
 * @returns what gives the content of a height in the range
 */
export async function readStoredBlocks(
  client: pg.Client,
  chainId: string,
  chains: readonly string[],
  from: number,
  to: number,
): Promise<(height: number) => StoredBlock> {
  const indexed = await client.query<{ chain_id: string; height: number; blockhash: string }>(
    `select chain_id, height, blockhash from core_indexed_blocks
     where chain_id = any ($1) and height between $2 and $3`,
    [chains, from, to],
  );
  const blocks = await client.query<{ height: string; time: Date }>(
    `select block_height as height, block_time at time zone 'UTC' as time from etl_blocks
     where block_height between $1 and $2`,
    [from, to],
  );
  const transactions = await client.query<{ height: string; hash: string; time: Date }>(
    `select block_height as height, tx_hash as hash, created_at at time zone 'UTC' as time from etl_transactions
     where block_height between $1 and $2`,
    [from, to],
  );
  const ofChain = byHeight(indexed.rows.filter((row) => row.chain_id === chainId));
  const ofOthers = byHeight(indexed.rows.filter((row) => row.chain_id !== chainId));
  const times = byHeight(blocks.rows);
  const found = byHeight(transactions.rows);
  return (height) => ({
    hash: ofChain.get(height)?.[0]?.blockhash,
    isShared: ofOthers.has(height),
    times: (times.get(height) ?? []).map(({ time }) => time.getTime()),
    transactions: (found.get(height) ?? []).map(({ hash, time }) => ({ hash, time: time.getTime() })),
  });
}

/**
 * Looks transactions up by their hash, under whichever height they stand.
 * @returns for each hash that the tables hold, when its block was made, milliseconds since 1970
 */
export async function findTransactions(
  client: pg.Client,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (hashes.length === 0) {
    return new Map();
  }
  const found = await client.query<{ hash: string; time: Date }>(
    "select tx_hash as hash, created_at at time zone 'UTC' as time from etl_transactions where tx_hash = any ($1)",
    [hashes],
  );
  return new Map(found.rows.map(({ hash, time }) => [hash, time.getTime()]));
}

function byHeight<Row extends { readonly height: number | string }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const height = Number(row.height);
    const group = groups.get(height);
    if (group === undefined) {
      groups.set(height, [row]);
    } else {
      group.push(row);
    }
  }
  return groups;
}
