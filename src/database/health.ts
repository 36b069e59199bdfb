import type pg from "pg";
import { type AggregatesState, aggregatesState } from "../aggregates/state.ts";
import { expectedCatalog } from "../generated/schema.ts";
import { missingAdditions } from "./additions.ts";
import { autovacuumWarnings } from "./autovacuum.ts";
import { type Catalog, readCatalog } from "./catalog.ts";
import { catalogDrift, type Drift } from "./drift.ts";
import { type HeightFaults, heightFaults } from "./height-faults.ts";
import { chainsIndexed } from "./indexed-blocks.ts";
import { type LockHolder, lockHolder, locks } from "./locks.ts";
import { pendingMigrations } from "./migrations.ts";
import { functionNames, procedureState, readProcedures, treeHash } from "./procedures.ts";
import { missingRights } from "./rights.ts";
import type { RowFault } from "./row-fault.ts";
import { findRowFaults } from "./row-faults.ts";

/** How far a chain was indexed. */
export interface ChainHeight {
  readonly chainId: string;
  readonly height: number;
}

/** What an operator wants to know of a database before or while it is indexed into. */
export interface Health {
  /** Whether a streamer of this tree can work on it, and no block is missing: nothing pending, no drift, the procedures are ours. */
  readonly healthy: boolean;
  readonly postgres: string;
  readonly pendingMigrations: readonly string[];
  readonly drift: readonly Drift[];
  /** What the role of the connection may not do, though indexing does it: "insert on follows". */
  readonly missingRights: readonly string[];
  readonly procedures: {
    readonly state: "up to date" | "never applied" | "of another version" | "changed by hand";
    /** Content hashes: of this tree, and of what was applied. */
    readonly expected: string;
    readonly applied: string | null;
  };
  /** Rows on which indexing halts, or may. */
  readonly rows: readonly Omit<RowFault, "mend">[];
  /** Heights that are missing or there twice; null where there is no table to look into. */
  readonly heights: HeightFaults | null;
  /** Who applies blocks at present. */
  readonly indexer: LockHolder | null;
  /** What an operator should look at, though indexing goes on: a sentence each. */
  readonly warnings: readonly string[];
  /** Whether our triggers keep the aggregates; null where they are not ours to keep. */
  readonly aggregates: AggregatesState | null;
  readonly progress: {
    /** The newest block in etl_blocks, after which indexing resumes; `secondsAgo` is below zero for a time ahead of the server's clock. */
    readonly block: { readonly height: number; readonly time: Date; readonly secondsAgo: number } | null;
    /** The highest block of each chain in core_indexed_blocks. */
    readonly chains: readonly ChainHeight[];
    /** The highest number in blocks: how many blocks with ManageEntity transactions there were. */
    readonly emBlock: number | null;
  };
}

/** Examines a database, which may never have been migrated. Changes nothing. */
export async function examine(client: pg.Client): Promise<Health> {
  const rights = await missingRights(client);
  const catalog = await readCatalog(client);
  const pending = await pendingMigrations(client);
  const procedures = await examineProcedures(client);
  const drift = [
    ...catalogDrift(expectedCatalog, catalog),
    ...(procedures.state === "changed by hand" ? await functionDrift(client) : []),
  ];
  const { indexes } = missingAdditions(expectedCatalog, catalog);
  const rows = (await findRowFaults(client, indexes, catalog)).map(({ mend: _, ...fault }) => fault);
  const canLook = "core_indexed_blocks" in catalog.tables && "etl_blocks" in catalog.tables;
  const heights = canLook ? await heightFaults(client) : null;
  const isWhole = heights === null || (heights.holeCount === 0 && heights.doubledCount === 0);
  const version = await client.query<{ version: string }>("select current_setting('server_version') as version");
  return {
    healthy:
      pending.length === 0 &&
      drift.length === 0 &&
      rights.length === 0 &&
      procedures.state === "up to date" &&
      isWhole &&
      !rows.some(({ halts }) => halts),
    postgres: version.rows[0]?.version ?? "unknown",
    pendingMigrations: pending,
    drift,
    missingRights: rights,
    procedures,
    rows,
    heights,
    indexer: (await lockHolder(client, locks.indexer)) ?? null,
    warnings: await autovacuumWarnings(client),
    aggregates: (await aggregatesState(client)) ?? null,
    progress: await examineProgress(client, catalog),
  };
}

async function examineProcedures(client: pg.Client): Promise<Health["procedures"]> {
  const expected = await treeHash();
  const { appliedHash, untouched } = await procedureState(client);
  if (appliedHash === undefined) {
    return { state: "never applied", expected, applied: null };
  }
  if (appliedHash !== expected) {
    return { state: "of another version", expected, applied: appliedHash };
  }
  return { state: untouched ? "up to date" : "changed by hand", expected, applied: appliedHash };
}

/** Functions that are missing, or are not of this tree; a body that was changed has no name here. */
async function functionDrift(client: pg.Client): Promise<Drift[]> {
  const there = new Set(await functionNames(client));
  const files = await readProcedures();
  const expected = new Set(
    files.flatMap(({ sql }) =>
      [...sql.matchAll(/^create (?:or replace )?function ([\w.]+)/gm)].map(([, name]) => name ?? ""),
    ),
  );
  return [
    ...[...expected]
      .filter((name) => !there.has(name))
      .map((name) => ({ object: `function ${name}`, problem: "is missing" })),
    ...[...there]
      .filter((name) => !expected.has(name))
      .map((name) => ({ object: `function ${name}`, problem: "is not of this tree" })),
  ];
}

async function examineProgress(client: pg.Client, { tables }: Catalog): Promise<Health["progress"]> {
  return {
    block: "etl_blocks" in tables ? await newestBlock(client) : null,
    chains:
      "core_indexed_blocks" in tables
        ? (await chainsIndexed(client)).map(({ chainId, newest }) => ({ chainId, height: newest }))
        : [],
    emBlock: "blocks" in tables ? await highestEmBlock(client) : null,
  };
}

async function newestBlock(client: pg.Client): Promise<Health["progress"]["block"]> {
  const { rows } = await client.query<{ height: string; time: Date; seconds_ago: number }>(
    `select
       block_height as height,
       block_time at time zone 'UTC' as time,
       extract(epoch from clock_timestamp() - block_time at time zone 'UTC')::float8 as seconds_ago
     from etl_blocks
     order by id desc
     limit 1`,
  );
  const row = rows[0];
  return row === undefined
    ? null
    : { height: Number(row.height), time: row.time, secondsAgo: Math.round(row.seconds_ago) };
}

async function highestEmBlock(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ number: number | null }>("select max(number) as number from blocks");
  return rows[0]?.number ?? null;
}
