import pg from "pg";
import { exitCode, Failure } from "../exit.ts";
import type { Side, Value } from "./side.ts";
import type { Stamp } from "./tables.ts";

/** What of one database is compared: rows whose stamp is before `first` or after `last` are counted apart. */
export interface SideWindow {
  /** Numbers of `blocks`; null where the window holds no block with a number. */
  readonly blocks: { readonly first: number; readonly last: number } | null;
}

/** The blocks whose rows are compared. */
export interface Window {
  readonly chainId: string;
  /** Heights, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** Times of these blocks, in UTC as Postgres writes them. */
  readonly firstTime: string;
  readonly lastTime: string;
  readonly ours: SideWindow;
  readonly theirs: SideWindow;
  /** What their block numbers are less than ours by; 0 where both count alike. */
  readonly shift: number;
}

/** Heights that are asked for; undefined for what our indexer wrote. */
export interface AskedWindow {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * Finds the window: what our indexer wrote, which etl_blocks says, as far as the other database has come too. Each side's numbers
 * of `blocks` are looked up in its own core_indexed_blocks, since the two may have begun to count at different blocks.
 * @throws Failure with 78 when ours is empty or theirs does not hold our chain, with 64 when nothing is left to compare
 */
export async function findWindow(ours: Side, theirs: Side, asked: AskedWindow): Promise<Window> {
  const chainId = await newestChain(ours);
  const [ourFirst, ourLast] = await ourRange(ours, chainId);
  const theirLast = await newestHeight(theirs, chainId);
  if (ourFirst === null || ourLast === null) {
    throw new Failure(
      `${ours.description} holds no block in etl_blocks: nothing was indexed into it. --all compares every row.`,
      exitCode.configuration,
    );
  }
  if (theirLast === null) {
    throw new Failure(
      `${theirs.description} holds no block of ${chainId}: give a database of the same chain, or compare every row with --all.`,
      exitCode.configuration,
    );
  }
  const first = Math.max(asked.from ?? ourFirst, ourFirst);
  const last = Math.min(asked.to ?? ourLast, ourLast, theirLast);
  if (first > last) {
    throw new Failure(
      `there is no block to compare from ${first} on: ours holds ${ourFirst} to ${ourLast} of ${chainId}, theirs ends at ${theirLast}.`,
      exitCode.usage,
    );
  }
  const [firstTime, lastTime] = await timesOf(ours, first, last);
  const window = {
    ours: await sideWindow(ours, chainId, first, last),
    theirs: await sideWindow(theirs, chainId, first, last),
  };
  return { chainId, first, last, firstTime, lastTime, ...window, shift: shiftBetween(window.ours, window.theirs) };
}

/**
 * Where a row stands, as SQL: 0 inside the window, 1 after it, -1 before it.
 * @param window undefined to compare every row
 */
export function placeSql(stamp: Stamp, window: Window | undefined, side: SideWindow | undefined): string {
  if (window === undefined || side === undefined || stamp.kind === "none") {
    return "0";
  }
  const between = (first: string, last: string) =>
    `case when ${stamp.sql} > ${last} then 1 when ${stamp.sql} < ${first} then -1 else 0 end`;
  switch (stamp.kind) {
    case "block":
      return side.blocks === null ? "-1" : between(`${side.blocks.first}`, `${side.blocks.last}`);
    case "height": {
      const place = between(`${window.first}`, `${window.last}`);
      // Other chains have heights of their own.
      return stamp.chain === undefined
        ? place
        : `case when ${stamp.chain} <> ${quoted(window.chainId)} then -1 else ${place} end`;
    }
    case "time":
      // Whole seconds belong to the block in which they began.
      return between(`date_trunc('second', timestamp '${window.firstTime}')`, `timestamp '${window.lastTime}'`);
  }
}

async function newestChain(side: Side): Promise<string> {
  // The last row of etl_blocks is the newest block also after a change of chain, when a higher height stands before it.
  const [row] = await side.rows(
    `select indexed.chain_id
     from (select block_height from etl_blocks order by id desc limit 1) as newest
     join core_indexed_blocks indexed on indexed.height = newest.block_height
     order by indexed.em_block desc nulls last
     limit 1`,
  );
  if (row?.[0] == null) {
    throw new Failure(
      `${side.description} holds no block in etl_blocks: nothing was indexed into it. --all compares every row.`,
      exitCode.configuration,
    );
  }
  return row[0];
}

/** The heights of the chain that etl_blocks holds: those that our indexer wrote. */
async function ourRange(ours: Side, chainId: string): Promise<readonly [number | null, number | null]> {
  // Heights start over with a new chain, so that of the new one all are ours and the lowest of etl_blocks may be the old one's.
  const [row] = await ours.rows(
    `select min(height), (select block_height from etl_blocks order by id desc limit 1)
     from core_indexed_blocks
     where chain_id = $1
       and (
         height >= (select min(block_height) from etl_blocks)
         or exists (select from em.chain_rollovers where new_chain_id = $1)
       )`,
    [chainId],
  );
  return [numberOf(row?.[0]), numberOf(row?.[1])];
}

async function newestHeight(side: Side, chainId: string): Promise<number | null> {
  const [row] = await side.rows("select max(height) from core_indexed_blocks where chain_id = $1", [chainId]);
  return numberOf(row?.[0]);
}

async function timesOf(ours: Side, first: number, last: number): Promise<readonly [string, string]> {
  const time = (height: string) =>
    `(select block_time from etl_blocks where block_height = ${height} order by id desc limit 1)`;
  const [row] = await ours.rows(`select ${time("$1")}, ${time("$2")}`, [first, last]);
  return [row?.[0] ?? "-infinity", row?.[1] ?? "infinity"];
}

async function sideWindow(side: Side, chainId: string, first: number, last: number): Promise<SideWindow> {
  const [row] = await side.rows(
    `select min(em_block), max(em_block) from core_indexed_blocks where chain_id = $1 and height between $2 and $3`,
    [chainId, first, last],
  );
  const [from, to] = [numberOf(row?.[0]), numberOf(row?.[1])];
  return { blocks: from === null || to === null ? null : { first: from, last: to } };
}

/** The two count apart by a constant where one began later; where that changes in between, the numbers differ and are compared as they are. */
function shiftBetween(ours: SideWindow, theirs: SideWindow): number {
  if (ours.blocks === null || theirs.blocks === null) {
    return 0;
  }
  const atFirst = ours.blocks.first - theirs.blocks.first;
  return atFirst === ours.blocks.last - theirs.blocks.last ? atFirst : 0;
}

function quoted(text: string): string {
  return pg.escapeLiteral(text);
}

function numberOf(value: Value | undefined): number | null {
  return value == null ? null : Number(value);
}
