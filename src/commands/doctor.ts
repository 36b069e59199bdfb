/** npm run doctor: says whether a database is one that this tree can index into, and whether it holds what a node has. */
import { Command } from "@commander-js/extra-typings";
import type pg from "pg";
import { withoutSecrets } from "../address.ts";
import { type Config, readConfig } from "../config.ts";
import { connect } from "../database/connect.ts";
import { defaultDirectory } from "../database/embedded.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { examine, type Health } from "../database/health.ts";
import { healthSentences } from "../doctor/health-sentences.ts";
import { keepLastResult } from "../doctor/last-result.ts";
import { checkAgainstNode, type NodeCheck } from "../doctor/node-check.ts";
import { showPace } from "../doctor/progress.ts";
import { checkSentences, rangeSentence } from "../doctor/sentences.ts";
import { checkTriggers, type TriggerCheck } from "../doctor/trigger-check.ts";
import { errorMessage } from "../errors.ts";
import { type ExitCode, exitCode, exitWith, Failure, reportEnd, stopOnInterrupt } from "../exit.ts";
import { height } from "./arguments.ts";
import { logOnScreen } from "./log-on-screen.ts";
import { targetOf } from "./target.ts";

const command = new Command("npm run doctor --")
  .description(
    "Compares a database with what the migrations of this tree make, and says who indexes into it and how far. With --rpc it " +
      "also compares every block and the hashes of its transactions with what a core node gives. Changes nothing.",
  )
  .option("--database <url>", "the database (DATABASE_URL, otherwise the embedded Postgres)")
  .option(
    "--data-directory <folder>",
    "where the embedded Postgres keeps its data (EM_DATA_DIRECTORY, otherwise .data)",
  )
  .option("--rpc <url>", "core node to compare the blocks with")
  .option("--protocol <name>", "how to talk to it: connect or grpc (CORE_RPC_PROTOCOL, otherwise connect)")
  .option("--from <height>", "first block to compare (otherwise the first in etl_blocks)", height)
  .option("--to <height>", "last block to compare (otherwise the newest in the database)", height)
  .option("--json", "say it in JSON on standard output: one object, or with --rpc one a line", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run doctor                                   the database of DATABASE_URL, or the embedded one
  npm run doctor -- --json --database postgres://user:password@localhost:5432/audius
  npm run doctor -- --rpc https://rpc.audius.co --from 18000000

Exit codes: 0 healthy, 1 not healthy, 64 usage, 75 try again later, 78 configuration.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const verdictWords = {
  [exitCode.done]: "healthy",
  [exitCode.failed]: "not healthy",
  [exitCode.tryAgain]: "healthy as far as it was compared",
} as const;

const { database, dataDirectory, json, from, to, ...given } = command.opts();
const { screen, log } = logOnScreen();

const ended = await doctor().catch((error: unknown) =>
  reportEnd(foreseenFailure(error, "examining the database") ?? error, log),
);
await exitWith(ended);

async function doctor(): Promise<ExitCode> {
  const node = nodeToAsk();
  const target = await targetOf({ database, dataDirectory }, log);
  try {
    const client = await connect(target.url, { applicationName: "em-apply doctor", alone: true });
    try {
      const health = await examine(client);
      const triggers = await checkTriggers(client, health);
      say(healthSentences(target.description, health, triggers), {
        database: target.description,
        ...health,
        healthy: isHealthy(health, triggers),
        triggers,
      });
      const check = node === undefined ? undefined : await compare(client, health, node);
      const verdict = verdictOn(isHealthy(health, triggers), check);
      await keep(target.embedded ? undefined : target.url, verdict, [
        ...healthSentences(target.description, health, triggers),
        ...(check === undefined ? [] : checkSentences(check, false)),
      ]);
      if (!json) {
        say([verdictWords[verdict]]);
      }
      return verdict;
    } finally {
      await client.end();
    }
  } finally {
    await target.close();
  }
}

/** Keeps what was found for the console. Where it cannot be kept, as in a folder of somebody else's, only the console lacks it. */
async function keep(url: string | undefined, code: keyof typeof verdictWords, sentences: string[]): Promise<void> {
  const directory = dataDirectory || process.env.EM_DATA_DIRECTORY || defaultDirectory;
  const result = { at: Date.now(), verdict: verdictWords[code], healthy: code !== exitCode.failed, sentences };
  await keepLastResult(directory, url, result).catch((error: unknown) =>
    log.debug(`what was found is not kept for the console: ${errorMessage(error)}`),
  );
}

/** The node that --rpc names; a node of the environment alone is not asked, since that takes its time. */
function nodeToAsk(): { url: string; protocol: Config["protocol"] } | undefined {
  if (given.rpc === undefined) {
    if (from !== undefined || to !== undefined || given.protocol !== undefined) {
      throw new Failure("--from, --to and --protocol go with --rpc: name the node to compare with.", exitCode.usage);
    }
    return undefined;
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new Failure(`--from ${from} is above --to ${to}: there is nothing to compare.`, exitCode.usage);
  }
  const { rpc, protocol } = readConfig(given, process.env);
  return rpc === undefined ? undefined : { url: rpc, protocol };
}

async function compare(
  client: pg.Client,
  { pendingMigrations, progress: { chains } }: Health,
  node: { url: string; protocol: Config["protocol"] },
): Promise<NodeCheck | undefined> {
  if (pendingMigrations.length > 0) {
    throw new Failure(
      "the database is not migrated: run `npm run migrate` before comparing it.",
      exitCode.configuration,
    );
  }
  if (chains.length === 0) {
    return undefined;
  }
  const interrupt = stopOnInterrupt(log);
  let endShow: (() => void) | undefined;
  try {
    const check = await checkAgainstNode({
      client,
      chains,
      node,
      asked: { from, to },
      signal: interrupt.signal,
      log,
      onRange: (range) => say([rangeSentence(range)], { differs: range }),
      onBegin: (pace) => {
        endShow = showPace(pace, log, screen);
      },
    });
    endShow?.();
    say(checkSentences(check, interrupt.signal.aborted), { comparison: check });
    return check;
  } catch (error) {
    throw interrupt.signal.aborted && !(error instanceof Failure)
      ? new Failure("interrupted before the node answered; nothing was compared.", exitCode.tryAgain)
      : error;
  } finally {
    endShow?.();
    interrupt.finished();
  }
}

/** A streamer can work on it, and what it writes is counted right. */
function isHealthy({ healthy }: Health, { mismatch }: TriggerCheck): boolean {
  return healthy && mismatch === null;
}

function verdictOn(healthy: boolean, check: NodeCheck | undefined): keyof typeof verdictWords {
  if (!healthy || check?.whole === false) {
    return exitCode.failed;
  }
  return (check?.left ?? null) === null ? exitCode.done : exitCode.tryAgain;
}

/** Writes to standard output, for people or for programs. */
function say(lines: readonly string[], object?: object): void {
  const text = json && object !== undefined ? JSON.stringify(object) : lines.join("\n");
  // On a terminal the progress stands below; what is said goes above it.
  if (screen !== undefined && process.stdout.isTTY === true) {
    screen.line(`${text}\n`);
  } else {
    process.stdout.write(`${text}\n`);
  }
}
