/** npm run aggregates: whether the aggregates of a database are current, and computing them from the tables of the network. */
import { Command } from "@commander-js/extra-typings";
import type pg from "pg";
import { withoutSecrets } from "../address.ts";
import { createTriggers } from "../aggregates/install.ts";
import { missingAggregates, type RebuiltTable, rebuildAggregates } from "../aggregates/rebuild.ts";
import { aggregatesState } from "../aggregates/state.ts";
import { connect } from "../database/connect.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { inTransaction } from "../database/transaction.ts";
import { exitCode, Failure, reportEnd } from "../exit.ts";
import { listed } from "../list.ts";
import { createLog } from "../log.ts";
import { openSession } from "../streamer/setup/session.ts";
import { targetOf } from "./target.ts";

const command = new Command("npm run aggregates --")
  .description(
    "Says whether the counts that the API reads (aggregate_user and the like) are current and who keeps them. With --rebuild computes " +
      "them all from the tables of the network, in one transaction, and switches on the triggers that keep them, where these are ours.",
  )
  .option("--rebuild", "compute all of them; no indexer may run meanwhile", false)
  .option(
    "--create",
    "make tables and triggers first, in a database of ours from before there were any; not in a copy of production's",
    false,
  )
  .option("--database <url>", "the database (DATABASE_URL, otherwise the embedded Postgres)")
  .option(
    "--data-directory <folder>",
    "where the embedded Postgres keeps its data (EM_DATA_DIRECTORY, otherwise .data)",
  )
  .option("--json", "say it as one JSON object on standard output", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run aggregates                               the database of DATABASE_URL, or the embedded one
  npm run aggregates -- --create                   a database that an earlier version of ours filled
  npm run aggregates -- --rebuild --database postgres://user:password@localhost:5432/audius

Exit codes: 0 done, 1 not current or failed, 64 usage, 75 try again later, 78 configuration.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const log = createLog({ level: "info" });
const { database, dataDirectory, rebuild, create, json } = command.opts();

try {
  const target = await targetOf({ database, dataDirectory }, log);
  try {
    process.exitCode =
      rebuild || create
        ? await rebuildAll(target.url, target.description)
        : await report(target.url, target.description);
  } finally {
    await target.close();
  }
} catch (error) {
  process.exitCode = reportEnd(foreseenFailure(error, "reading the aggregates") ?? error, log);
}

async function rebuildAll(url: string, description: string): Promise<number> {
  await using session = await openSession(url);
  if (create) {
    await createIn(session.client, description);
  }
  const missing = await missingAggregates(session.client);
  if (missing.length > 0) {
    throw new Failure(
      `${description} does not have ${missing.join(", ")}: load the API's schema first (docs/operating.md, "What the triggers do").`,
      exitCode.configuration,
    );
  }
  const tables: RebuiltTable[] = [];
  try {
    await rebuildAggregates(session.client, (table) => {
      tables.push(table);
      log.info(`${table.table}: ${table.changed} rows in ${(table.milliseconds / 1000).toFixed(1)} s`);
    });
  } catch (error) {
    throw foreseenFailure(error, "rebuilding the aggregates") ?? error;
  }
  const state = await aggregatesState(session.client);
  say(
    [
      `${description}:`,
      ...tables.map(({ table, changed }) => `  ${table}: ${changed} rows were missing or otherwise`),
      state === undefined ? "  the triggers are not ours and were left alone" : "  the triggers that keep them are on",
    ],
    { database: description, rebuilt: tables, triggers: state === undefined ? "not ours" : "on" },
  );
  return exitCode.done;
}

async function createIn(client: pg.Client, description: string): Promise<void> {
  if ((await aggregatesState(client)) !== undefined) {
    return;
  }
  await inTransaction(client, async () => {
    const others = await createTriggers(client);
    if (others.length > 0) {
      throw new Failure(
        `${description} has ${listed(others, others.length, 5)} already, which are not ours: it is a copy of production's database, or the API's schema was loaded over it. Nothing was made.`,
        exitCode.configuration,
      );
    }
  });
}

async function report(url: string, description: string): Promise<number> {
  const client = await connect(url, { applicationName: "em-apply aggregates" });
  try {
    return await reportFrom(client, description);
  } finally {
    await client.end();
  }
}

async function reportFrom(client: pg.Client, description: string): Promise<number> {
  const state = await aggregatesState(client);
  const sentence =
    state === undefined
      ? "not ours to keep: the database was not empty before us"
      : state.areCurrent
        ? "current; triggers of ours keep them"
        : "behind: their triggers are off until npm start reaches the head, or npm run aggregates -- --rebuild";
  say([`${description}: the aggregates are ${sentence}`], {
    database: description,
    triggers: state === undefined ? "not ours" : state.areCurrent ? "on" : "off",
  });
  return state?.areCurrent === false ? exitCode.failed : exitCode.done;
}

function say(lines: readonly string[], object: object): void {
  process.stdout.write(`${json ? JSON.stringify(object) : lines.join("\n")}\n`);
}
