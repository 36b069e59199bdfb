import type pg from "pg";
import type { Logger } from "pino";
import { rebuildAggregates, stopAggregates } from "../../aggregates/rebuild.ts";
import { aggregatesState, foreignTables, tablesToSwitch } from "../../aggregates/state.ts";
import type { Config } from "../../config.ts";
import { passingFailure } from "../../database/passing-failure.ts";
import { errorMessage } from "../../errors.ts";
import { exitCode, Failure } from "../../exit.ts";
import { listed } from "../../list.ts";

/** What is left to do for the aggregates during a run. */
export interface Aggregates {
  /** Rebuilds them and switches their triggers on, where that was left to the head. Later calls do nothing. */
  reachHead(): Promise<void>;
}

/** As many tables of somebody else's are named. */
const namedTables = 3;

const nothingLeft: Aggregates = { reachHead: async () => undefined };

/**
 * Brings the aggregates into the state that is configured, where they are ours to keep: from now on by their triggers, at the head,
 * or not at all. Aggregates that are current stay so: their triggers are on, whatever is still to be caught up with.
 * @param client the connection that applies blocks
 * @throws Failure with 75 when somebody else keeps a table locked, with 78 where only an owner may do what is configured
 */
export async function keepAggregates(client: pg.Client, when: Config["aggregates"], log: Logger): Promise<Aggregates> {
  const state = await aggregatesState(client);
  if (state === undefined || state.filesHash === null) {
    if (when !== "head") {
      log.warn(`--aggregates ${when} is not used: in this database the triggers are not ours`);
    }
    return nothingLeft;
  }
  if (when === "off") {
    if (state.areCurrent) {
      await checkOwner(client, false, "Switch them off as the owner, or leave --aggregates as it is.");
      await orFailure("switching the aggregates' triggers off", () => stopAggregates(client));
      log.info(
        "the triggers that keep aggregates and notifications are switched off; npm run aggregates -- --rebuild switches them on",
      );
    }
    return nothingLeft;
  }
  if (state.areCurrent) {
    return nothingLeft;
  }
  await checkOwner(
    client,
    true,
    "Let the owner run npm run aggregates -- --rebuild, or leave them to others with --aggregates off.",
  );
  if (when === "always") {
    await rebuild(client, log);
    return nothingLeft;
  }
  log.info(
    "the triggers that keep aggregates and notifications are off while catching up; at the head the aggregates are rebuilt",
  );
  let isDone = false;
  return {
    async reachHead() {
      if (!isDone) {
        isDone = true;
        await rebuild(client, log);
      }
    },
  };
}

/** Asked before the first block, since the triggers may be switched only days later, at the head. */
async function checkOwner(client: pg.Client, on: boolean, advice: string): Promise<void> {
  const foreign = await foreignTables(client, await tablesToSwitch(client, on));
  if (foreign.length > 0) {
    throw new Failure(
      `only the owner of ${listed(foreign, foreign.length, namedTables)} may switch the triggers there that keep aggregates and notifications. ${advice}`,
      exitCode.configuration,
    );
  }
}

async function rebuild(client: pg.Client, log: Logger): Promise<void> {
  const begun = performance.now();
  await orFailure("rebuilding the aggregates", () =>
    rebuildAggregates(client, ({ table, changed, milliseconds }) => {
      log.info({ table, changed, milliseconds: Math.round(milliseconds) }, `rebuilt ${table}: ${changed} rows`);
    }),
  );
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  log.info(`the aggregates are current after ${seconds} s, and their triggers are on`);
}

async function orFailure(doing: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) {
      throw error;
    }
    throw (
      passingFailure(error, doing) ??
      new Failure(`${doing} failed: ${errorMessage(error)}`, exitCode.failed, { cause: error })
    );
  }
}
