import type { Logger } from "pino";
import { ChainChanged } from "../chain/chain-changed.ts";
import { databaseOfSource } from "../chain/database-source.ts";
import type { SourceAddress } from "../chain/source-of.ts";
import type { Config } from "../config.ts";
import { type Console, type ConsoleOptions, openConsole } from "../console/console.ts";
import { eachStatement } from "../database/each-statement.ts";
import { readLastResult } from "../doctor/last-result.ts";
import { statistics } from "./background/statistics.ts";
import { type BackgroundTask, startBackground } from "./background/tasks.ts";
import { validatorSync } from "./background/validators.ts";
import { viewRefresh } from "./background/views.ts";
import { waits } from "./background/waits.ts";
import { serveHttp } from "./monitoring/http.ts";
import { Progress } from "./monitoring/progress.ts";
import { reporterFor, type Screen } from "./monitoring/report.ts";
import { blocksBehind, type RunState } from "./monitoring/state.ts";
import { ReadingThread } from "./reader/reading-thread.ts";
import { Run, type RunEnd, type RunOptions } from "./run/run.ts";
import { keepAggregates } from "./setup/aggregates.ts";
import { switchNotifications } from "./setup/notifications.ts";
import { startOwnDevnet } from "./setup/own-devnet.ts";
import { openSession } from "./setup/session.ts";
import { keepSettings } from "./setup/settings.ts";
import { keepStateHash } from "./setup/state-hash.ts";

export interface IndexAllOptions {
  readonly config: Config;
  /** The database's address. */
  readonly url: string;
  /** Ends the run between two blocks when it aborts. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** The terminal, where there is one. */
  readonly screen: Screen | undefined;
  /** The folder of the procedures that are in the database, where they are not this tree's. */
  readonly procedures?: string | undefined;
}

/** How the log says that a run came to its end. */
const endings: Readonly<Record<RunEnd, string>> = {
  "end height": "reached the end height",
  "end of source": "read to the end",
  interrupted: "interrupted",
};

/**
 * Indexes what is configured into a migrated database, shows how it goes, and follows a node from one chain to the next. Ends
 * after the last block of a file, after --end, or when the signal aborts.
 * @throws Failure where it cannot go on
 */
export async function indexAll({ config, url, signal, log, screen, procedures }: IndexAllOptions): Promise<void> {
  let current: Run | undefined;
  const state = (): RunState | undefined => current?.state();
  // The thread loads its libraries while the session is opened.
  await using thread = new ReadingThread({ readsStandardInput: config.source === "-", log });
  await using session = await openSession(url, procedures);
  await keepStateHash(session.client, config.stateHash, log);
  await keepSettings(session.client, config, log);
  await switchNotifications(session.client, config.notify === "on", log);
  const progress = new Progress();
  eachStatement(session.client, () => progress.database.start());
  const starting = () => progress.betweenCommits;
  const { httpHost, httpPort } = config;
  await using console =
    httpPort === undefined ? undefined : consoleOf({ config, url, signal, log }, { state, starting });
  using http = httpPort === undefined ? undefined : await serveHttp(httpHost, httpPort, state, starting, console);
  if (http !== undefined) {
    if (console?.isOpen === true) {
      log.info(`the console is at ${http.url}/`);
    }
    log.info(`/health, /ready, /status and /metrics are at ${http.url}`);
  }
  const rebuilding = <Result>(work: () => Promise<Result>) => progress.during("rebuilding the aggregates", work);
  const aggregates = await rebuilding(() => keepAggregates(session.client, config.aggregates, log));
  const isOwnDevnet = config.rpc === undefined && config.source === undefined;
  await using devnet = isOwnDevnet ? await startOwnDevnet(session.client, config, log) : undefined;
  const node = config.rpc ?? devnet?.url;
  const isCaughtUp = () => current !== undefined && blocksBehind(current.state()) === 0;
  const tasks = [
    ...backgroundTasks(config, node, log),
    statistics(isCaughtUp, log),
    waits(() => progress.underWay, log),
  ];
  await using background = startBackground(url, tasks, log, signal);

  const indexChain = async (): Promise<RunEnd> => {
    const run: Run = new Run({
      ...runSettings(config),
      session,
      reader: await thread.read(addressOf(config, node)),
      signal,
      log,
      progress,
      onHead: () => rebuilding(() => aggregates.reachHead()),
      onCommit(blocks) {
        http?.committed(blocks);
        reporter.committed(blocks, run.state());
      },
    });
    current = run;
    using reporter = reporterFor(screen, log, () => run.state());
    return await run.finish();
  };
  const end = await whileChainsChange(indexChain, log);
  if (end !== "interrupted") {
    await rebuilding(() => aggregates.reachHead());
  }
  log.info(`${endings[end]}: the tables stand at block ${state()?.height ?? 0}`);
  await background.finish();
}

function consoleOf(
  { config, url, signal, log }: Omit<IndexAllOptions, "screen">,
  run: Pick<ConsoleOptions, "state" | "starting">,
): Console {
  return openConsole({
    host: config.httpHost,
    token: config.httpToken,
    database: url,
    ...run,
    doctor: async () => (await readLastResult(config.dataDirectory, config.database)) ?? null,
    signal,
    log,
  });
}

/** Indexes one chain after another, for as long as the node goes over to the next. */
async function whileChainsChange(indexChain: () => Promise<RunEnd>, log: Logger): Promise<RunEnd> {
  for (;;) {
    try {
      return await indexChain();
    } catch (error) {
      if (!(error instanceof ChainChanged)) {
        throw error;
      }
      log.warn(error.message);
    }
  }
}

function runSettings(
  config: Config,
): Pick<RunOptions, "limits" | "bufferBlocks" | "pinnedChainId" | "nextChain" | "rules" | "start" | "end"> {
  return {
    limits: {
      blocks: config.blocksPerCommit,
      transactions: config.transactionsPerCommit,
      milliseconds: config.commitMilliseconds,
    },
    bufferBlocks: config.bufferBlocks,
    pinnedChainId: config.chainId,
    nextChain: config.nextChain,
    rules: config.rules,
    start: config.start,
    end: config.end,
  };
}

function backgroundTasks(config: Config, node: string | undefined, log: Logger): BackgroundTask[] {
  return [
    ...(config.refreshViews === "on" ? [viewRefresh] : []),
    ...(config.syncValidators === "on" && node !== undefined
      ? [validatorSync({ url: node, protocol: config.protocol }, log)]
      : []),
  ];
}

/** @throws Error where neither a source nor a node is given, which indexAll does not let happen */
function addressOf(config: Config, node: string | undefined): SourceAddress {
  if (config.source !== undefined) {
    const url = databaseOfSource(config.source);
    return url === undefined ? { kind: "file", path: config.source } : { kind: "database", url };
  }
  if (node === undefined) {
    throw new Error("without a source and a node, the devnet runs");
  }
  return { kind: "node", url: node, protocol: config.protocol };
}
