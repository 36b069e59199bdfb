import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { applyTriggers, type TriggerReport, triggerReport } from "../aggregates/install.ts";
import { exitCode, Failure } from "../exit.ts";
import { expectedCatalog } from "../generated/schema.ts";
import { addColumns, additionNames, buildIndexes, missingAdditions } from "./additions.ts";
import { readCatalog } from "./catalog.ts";
import { connect } from "./connect.ts";
import { describeHolder, lockHolder, locks, tryLock } from "./locks.ts";
import { mendRows, replaceIndexes } from "./mend.ts";
import { applyMigrations, pendingMigrations } from "./migrations.ts";
import { columnObstacles, obstacleFailure } from "./obstacles.ts";
import { allowWaiting, type Patience, usualPatience } from "./patience.ts";
import { applyProcedures, contentHash, procedureDirectory, procedureState, readProcedures } from "./procedures.ts";
import type { RowFault } from "./row-fault.ts";
import { findRowFaults } from "./row-faults.ts";
import { inTransaction } from "./transaction.ts";

/** How often the lock that another `migrate` holds is asked for, in milliseconds. */
const askEveryMilliseconds = 100;

export interface MigrateOptions {
  /** Only say what would be done. */
  readonly dryRun?: boolean;
  /** Take out the rows that stand in the way, and keep them in em.mended_rows. */
  readonly mend?: boolean;
  /** How long to wait for others, where not as usual. */
  readonly patience?: Partial<Patience>;
  /** Called before something that may take long. */
  readonly log?: (line: string) => void;
  /** Another folder of procedures than the project's, for tests. */
  readonly procedures?: string;
}

/** What `migrate` did, or with `dryRun` would do. */
export interface MigrationReport {
  readonly dryRun: boolean;
  /** The migrations that were applied. */
  readonly migrations: readonly string[];
  /** What was added to tables that were there: column users.coin_flair_mint, index users_current_uniq_idx of users. */
  readonly additions: readonly string[];
  /** What was taken out of tables, or with `dryRun` would be, a sentence each. */
  readonly mended: readonly string[];
  /** What is wrong with rows and stays so, a sentence each: nothing halts on it yet. */
  readonly hints: readonly string[];
  readonly procedures: {
    readonly changed: boolean;
    /** Why they were replaced. */
    readonly reason: "none were applied" | "the files differ" | "a function was changed by hand" | "up to date";
    readonly files: number;
    readonly contentHash: string;
  };
  /** The triggers that keep the aggregates; null where they are not ours to keep (docs/operating.md, "What the triggers do"). */
  readonly triggers: TriggerReport | null;
}

/**
 * Brings the schema and the procedures of a database to the state of this tree. A second call changes nothing; several at
 * once wait for each other. Tables that are there keep their rows, and others read and write them meanwhile: they get the columns and
 * indexes that they lack, and what they have is not touched. The procedures come last: where they are this tree's, so is the rest.
 * @param url postgres://user:password@host:port/database
 * @throws Failure when the database cannot be reached, somebody keeps it waiting for too long, rows stand in the way (then nothing was
 *   changed), or a file is refused
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<MigrationReport> {
  const client = await connect(url, { applicationName: "em-apply migrate", alone: true });
  try {
    const patience = { ...usualPatience, ...options.patience };
    await takeLock(client, patience.behindNobody, options.log ?? (() => undefined));
    await allowWaiting(client, patience.behindNobody);
    return await migrateLocked(client, patience, options);
  } finally {
    // Ending the session gives the lock back.
    await client.end();
  }
}

async function migrateLocked(
  client: pg.Client,
  patience: Patience,
  { dryRun = false, mend = false, log = () => undefined, procedures }: MigrateOptions,
): Promise<MigrationReport> {
  const files = await readProcedures(procedures ?? procedureDirectory);
  const actual = await readCatalog(client);
  let additions = missingAdditions(expectedCatalog, actual);
  const migrations = await pendingMigrations(client);
  // A database that has everything was looked through when it got it.
  const isComplete = migrations.length === 0 && additionNames(additions).length === 0;
  const faults = isComplete && !mend ? [] : await findRowFaults(client, additions.indexes, actual);
  const mendable = faults.filter((fault) => mend && fault.mend !== undefined);
  const left = [...columnObstacles(additions), ...faults.filter((fault) => !mendable.includes(fault))];
  const obstacles = left.filter(({ halts }) => halts);
  if (obstacles.length > 0) {
    throw obstacleFailure(obstacles);
  }
  let mended: readonly string[] = mendable.map(describeFault);
  if (!dryRun) {
    await allowWaiting(client, patience.forTable);
    await applyMigrations(client);
    const mends = mendable.flatMap((fault) => fault.mend ?? []);
    const taken = await mendRows(client, mends, patience);
    additions = missingAdditions(expectedCatalog, await readCatalog(client));
    await addColumns(client, additions.columns, patience);
    await buildIndexes(client, additions.indexes, patience, log);
    mended = [...taken, ...(await replaceIndexes(client, mends, patience))];
  }
  const hash = contentHash(files);
  const reason = await reasonToApply(client, hash);
  const changed = reason !== "up to date";
  const triggers = (await triggerReport(client)) ?? null;
  if (!dryRun && (changed || triggers?.changed === true)) {
    await inTransaction(client, async () => {
      await applyTriggers(client);
      if (changed) {
        await applyProcedures(client, files);
      }
    });
  }
  return {
    dryRun,
    migrations,
    additions: additionNames(additions),
    mended,
    hints: left.map(describeFault),
    procedures: { changed, reason, files: files.length, contentHash: hash },
    triggers,
  };
}

function describeFault({ object, problem }: RowFault): string {
  return `${object} ${problem}`;
}

async function reasonToApply(client: pg.Client, hash: string): Promise<MigrationReport["procedures"]["reason"]> {
  const state = await procedureState(client);
  if (state.appliedHash === undefined) {
    return "none were applied";
  }
  if (state.appliedHash !== hash) {
    return "the files differ";
  }
  return state.untouched ? "up to date" : "a function was changed by hand";
}

/**
 * Waits for the lock by asking for it again and again, so that it can say meanwhile for whom it waits.
 * @throws Failure 75 when whoever holds it does not end in time
 */
async function takeLock(client: pg.Client, withinMilliseconds: number, log: (line: string) => void): Promise<void> {
  const end = performance.now() + withinMilliseconds;
  let logged = false;
  while (!(await tryLock(client, locks.migrate))) {
    const holder = await lockHolder(client, locks.migrate);
    const who = holder === undefined ? "another process" : describeHolder(holder);
    if (performance.now() > end) {
      throw new Failure(`${who} migrates this database and did not end in time; try again later.`, exitCode.tryAgain);
    }
    if (!logged) {
      log(`${who} migrates this database; waiting for it to end`);
      logged = true;
    }
    await sleep(askEveryMilliseconds);
  }
}
