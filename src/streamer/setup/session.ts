import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { describeAddress } from "../../address.ts";
import { connect } from "../../database/connect.ts";
import { foreseenFailure } from "../../database/foreseen-failure.ts";
import { describeHolder, describeSilence, lockHolder, locks, tryLock } from "../../database/locks.ts";
import { pendingMigrations } from "../../database/migrations.ts";
import { procedureState, treeHash } from "../../database/procedures.ts";
import { checkRights } from "../../database/rights.ts";
import { exitCode, Failure } from "../../exit.ts";
import { becomeWriter, beginAsWriter } from "./writer.ts";

/** After a kill, the database needs a moment to see that the old process is gone, in milliseconds. */
const lockWithinMilliseconds = 2_000;
const lockEveryMilliseconds = 100;

/** How long a commit waits for somebody else's lock, in milliseconds, before it is rolled back and the indexer ends with 75. */
const otherLocksMilliseconds = 120_000;

/** Where this process runs, as others see it in pg_stat_activity, whose names have at most 63 characters. */
const machine = hostname().slice(0, 30);

/** The connection that applies blocks; whoever has it is the only one. */
export interface Session extends AsyncDisposable {
  readonly client: pg.Client;
  /** Begins a transaction that may write blocks; throws where another process has become the writer since. */
  begin(): Promise<void>;
  /** What em.apply_as_writer() takes, as becomeWriter() gave it. */
  readonly writerToken: string;
  /** Aborts, with the error as its reason, when the connection is no more. */
  readonly lost: AbortSignal;
  /** Ends the connection, and with it the lock, as disposing of it does. */
  end(): Promise<void>;
}

/**
 * Connects as the one process that applies blocks to this database, and makes sure that the procedures there are those of this
 * tree.
 * @param url the database's address
 * @param procedures the folder whose procedures must be there, where they are not to be this tree's
 * @throws Failure 75 that names the other process where there is one; 78 with the command to run where the procedures differ
 */
export async function openSession(url: string, procedures?: string): Promise<Session> {
  const who = `pid ${process.pid} on ${machine}`;
  const client = await connect(url, { applicationName: `em-apply indexer, ${who}`, alone: true });
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(error));
  let token: string;
  try {
    await takeLock(client, url);
    await checkRights(client);
    await checkProcedures(client, url, procedures);
    token = await becomeWriter(client, who);
    // As em.apply_blocks sets for itself, and says why: a plan that was made while a table was empty is kept.
    await client.query("set jit = off; set enable_seqscan = off; set plan_cache_mode = force_generic_plan");
    await client.query("select set_config('lock_timeout', $1, false)", [`${otherLocksMilliseconds}ms`]);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw foreseenFailure(error, "preparing to index") ?? error;
  }
  const end = () => client.end();
  return {
    client,
    begin: () => beginAsWriter(client, token),
    writerToken: token,
    lost: lost.signal,
    end,
    [Symbol.asyncDispose]: end,
  };
}

async function takeLock(client: pg.Client, url: string): Promise<void> {
  const end = performance.now() + lockWithinMilliseconds;
  while (!(await tryLock(client, locks.indexer))) {
    if (performance.now() > end) {
      const holder = await lockHolder(client, locks.indexer);
      const who = holder === undefined ? "another process" : describeHolder(holder);
      const silence = holder === undefined ? "" : describeSilence(holder);
      throw new Failure(
        `${who} applies blocks to ${describeAddress(url)} already${silence}; only one may. Stop it, or use another database. ` +
          "Where its process is gone, the server notices within a minute; pg_terminate_backend(<session>) ends it at once.",
        exitCode.tryAgain,
      );
    }
    await delay(lockEveryMilliseconds);
  }
}

async function checkProcedures(client: pg.Client, url: string, procedures: string | undefined): Promise<void> {
  const where = describeAddress(url);
  const pending = await pendingMigrations(client);
  if (pending.length > 0) {
    throw new Failure(
      `${where} lacks ${pending.length} migrations, the first ${pending[0]}: run \`npm run migrate\` first.`,
      exitCode.configuration,
    );
  }
  const state = await procedureState(client);
  if (state.appliedHash === undefined) {
    throw new Failure(`${where} has no procedures yet: run \`npm run migrate\` first.`, exitCode.configuration);
  }
  if (state.appliedHash !== (await treeHash(procedures))) {
    throw new Failure(
      `the procedures in ${where} are not those of this tree: run \`npm run migrate\`, then start again.`,
      exitCode.configuration,
    );
  }
  if (!state.untouched) {
    throw new Failure(
      `a procedure in ${where} was changed by hand: run \`npm run migrate\` to put it right, then start again.`,
      exitCode.configuration,
    );
  }
}
