/** Look-ups in core_indexed_blocks, which tells chains apart. Its key is (chain_id, height), and all of these go by it. */
import type pg from "pg";

/** A block that was applied. */
export interface IndexedBlock {
  readonly chain_id: string;
  readonly height: number;
  readonly blockhash: string;
}

/** The heights that the tables hold of a chain. */
export interface ChainHeights {
  readonly chainId: string;
  readonly first: number;
  readonly newest: number;
}

/** Makes `chain` of the chains' ids, by one look into the key for each: DISTINCT would read millions of rows. */
export const eachChain = `
  with recursive chain as (
    select min(chain_id) as id from core_indexed_blocks
    union all
    select (select min(chain_id) from core_indexed_blocks where chain_id > chain.id) from chain where chain.id is not null
  )`;

/** The heights of every chain, by its id. */
export async function chainsIndexed(client: pg.Client): Promise<ChainHeights[]> {
  const { rows } = await client.query<{ chain_id: string; first: number; newest: number }>(
    `${eachChain}
     select
       id as chain_id,
       (select min(height) from core_indexed_blocks where chain_id = id) as first,
       (select max(height) from core_indexed_blocks where chain_id = id) as newest
     from chain
     where id is not null
     order by id collate "C"`,
  );
  return rows.map(({ chain_id, first, newest }) => ({ chainId: chain_id, first, newest }));
}

/** The newest block of a chain; undefined where the tables hold not one. */
export async function newestOfChain(client: pg.Client, chainId: string): Promise<IndexedBlock | undefined> {
  const { rows } = await client.query<IndexedBlock>(
    "select chain_id, height, blockhash from core_indexed_blocks where chain_id = $1 order by height desc limit 1",
    [chainId],
  );
  return rows[0];
}

/**
 * The block that was applied last, by its height, which alone stands in etl_blocks.
 * @param likely the chain that it is of where two are equally possible
 * @returns where several chains have the height, the block of the one whose newest it is: the others went past it
 */
export async function lastApplied(
  client: pg.Client,
  height: number,
  likely: string | undefined,
): Promise<IndexedBlock | undefined> {
  const { rows } = await client.query<IndexedBlock>(
    `${eachChain}
     select indexed.chain_id, indexed.height, indexed.blockhash
     from chain
     join core_indexed_blocks as indexed on indexed.chain_id = chain.id and indexed.height = $1
     order by
       exists (select from core_indexed_blocks as later where later.chain_id = chain.id and later.height > $1),
       (chain.id = $2) is true desc,
       indexed.em_block desc nulls last
     limit 1`,
    [height, likely],
  );
  return rows[0];
}

/** The chain of the newest em_block: the one that the tables are of where etl_blocks is empty. Reads the whole table. */
export async function newestChain(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ chain_id: string }>(
    "select chain_id from core_indexed_blocks order by em_block desc nulls last limit 1",
  );
  return rows[0]?.chain_id;
}

/** Whether a block of a chain is there. */
export async function isIndexed(client: pg.Client, chainId: string, height: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "em_is_indexed",
    text: "select from core_indexed_blocks where chain_id = $1 and height = $2",
    values: [chainId, height],
  });
  return rowCount === 1;
}
