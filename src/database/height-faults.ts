/**
 * Heights that are missing or there twice, seen from the tables alone: the Go ETL passes over a block that fails, and indexes again
 * from a start height that was left set.
 */
import type pg from "pg";
import { listed } from "../list.ts";
import { chainsIndexed } from "./indexed-blocks.ts";

/** Heights of a chain that are not in core_indexed_blocks, though there are some below and above. */
export interface Hole {
  readonly chainId: string;
  readonly from: number;
  readonly to: number;
}

/** A height that has more rows in etl_blocks than there are chains with it. */
export interface DoubledHeight {
  readonly height: number;
  readonly rows: number;
}

/** The first of each kind, and how many there are. */
export interface HeightFaults {
  readonly holes: readonly Hole[];
  readonly holeCount: number;
  readonly doubled: readonly DoubledHeight[];
  readonly doubledCount: number;
}

/** As many of each kind are named. */
const named = 20;

/**
 * Looks for holes and doubled heights. Each table is read once, by an index in its order.
 * @param newest look only at so many heights of each chain and rows of etl_blocks, the newest; undefined for all
 */
export async function heightFaults(client: pg.Client, newest?: number): Promise<HeightFaults> {
  const chains = await chainsIndexed(client);
  const holes: Hole[] = [];
  let holeCount = 0;
  for (const { chainId, newest: last } of chains) {
    const { rows } = await client.query<{ from: number; to: number; holes: number }>(
      `select previous + 1 as "from", height - 1 as "to", count(*) over ()::integer as holes
       from (
         select height, lag(height) over (order by height) as previous
         from core_indexed_blocks
         where chain_id = $1 and height > $2
       ) as block
       where height > previous + 1
       order by height
       limit ${named}`,
      [chainId, newest === undefined ? -1 : last - newest],
    );
    holes.push(...rows.map(({ from, to }) => ({ chainId, from, to })));
    holeCount += rows[0]?.holes ?? 0;
  }
  const { rows: doubled } = await client.query<{ height: number; rows: number; heights: number }>(
    `select block_height::integer as height, count(*)::integer as rows, count(*) over ()::integer as heights
     from etl_blocks
     where $1::integer is null or id > (select max(id) from etl_blocks) - $1::integer
     group by block_height
     having count(*) > 1
       and count(*) > (
         select count(*) from core_indexed_blocks
         where chain_id = any ($2) and core_indexed_blocks.height = etl_blocks.block_height
       )
     order by block_height
     limit ${named}`,
    [newest ?? null, chains.map(({ chainId }) => chainId)],
  );
  return {
    holes,
    holeCount,
    doubled: doubled.map(({ height, rows }) => ({ height, rows })),
    doubledCount: doubled[0]?.heights ?? 0,
  };
}

/** The same in sentences; empty where nothing is wrong. */
export function faultSentences({ holes, holeCount, doubled, doubledCount }: HeightFaults): string[] {
  const lines: string[] = [];
  if (holeCount > 0) {
    const all = holes.map(({ chainId, from, to }) =>
      from === to ? `${from} of ${chainId}` : `${from} to ${to} of ${chainId}`,
    );
    lines.push(`blocks that were passed over (not in core_indexed_blocks): ${listed(all, holeCount)}`);
  }
  if (doubledCount > 0) {
    const all = doubled.map(({ height, rows }) => `${height} (${rows} rows)`);
    lines.push(`blocks that were indexed more than once (in etl_blocks): ${listed(all, doubledCount)}`);
  }
  return lines;
}
