import type { Logger } from "pino";
import { fileSource } from "../chain/file-source.ts";
import { ChainChanged, nodeSource } from "../chain/node-source.ts";
import type { BlockSource } from "../chain/source.ts";
import type { Config } from "../config.ts";
import { startDevnet } from "../devnet/devnet.ts";
import { blockTexts } from "../edge/block.ts";
import { signatureIndex } from "../edge/signature-spec.ts";
import { exitCode, Failure } from "../exit.ts";
import { signatures } from "../generated/signatures.ts";
import { type BackgroundTask, startBackground } from "./background/tasks.ts";
import { validatorSync } from "./background/validators.ts";
import { viewRefresh } from "./background/views.ts";
import { serveHttp } from "./monitoring/http.ts";
import { Progress } from "./monitoring/progress.ts";
import { lineReporter, type Reporter, type Screen, tableReporter } from "./monitoring/report.ts";
import type { RunState } from "./monitoring/state.ts";
import { markOwnDevnet, resumePoint } from "./run/resume.ts";
import { Run, type RunEnd } from "./run/run.ts";
import { switchNotifications } from "./setup/notifications.ts";
import { openSession, type Session } from "./setup/session.ts";
import { keepSettings } from "./setup/settings.ts";

export interface IndexAllOptions {
  readonly config: Config;
  /** The database's address. */
  readonly url: string;
  /** Ends the run between two blocks when it aborts. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** The terminal, where there is one. */
  readonly screen: Screen | undefined;
}

/** How a run's end is told. */
const endings: Readonly<Record<RunEnd, string>> = {
  "end height": "reached the end height",
  "end of source": "read to the end",
  interrupted: "interrupted",
};

/** The signatures that the edge recovers, by the pair that carries them. */
const recoverable = signatureIndex(signatures);

/** The devnet that `npm start` indexes has this id. */
const devnetChainId = "devnet";

/**
 * Indexes what is configured into a migrated database, shows how it goes, and follows a node from one chain to the next.
 *
 * Ends after the last block of a file, after --end, or when the signal aborts; throws a Failure where it cannot go on.
 */
export async function indexAll({ config, url, signal, log, screen }: IndexAllOptions): Promise<void> {
  const session = await openSession(url);
  await keepSettings(session.client, config, log).catch(ending(session));
  await switchNotifications(session.client, config.notify === "on", log).catch(ending(session));
  const progress = new Progress();
  let current: Run | undefined;
  const state = (): RunState | undefined => current?.state();
  const http =
    config.httpPort === undefined
      ? undefined
      : await serveHttp(config.httpHost, config.httpPort, state).catch(ending(session));
  if (http !== undefined) {
    log.info(`/health, /ready, /status and /metrics are at ${http.url}`);
  }
  const node =
    config.rpc === undefined && config.source === undefined
      ? await ownDevnet(config, session, log).catch((error: unknown) => {
          http?.close();
          return ending(session)(error);
        })
      : undefined;
  const background = startBackground(url, backgroundTasks(config, node?.url, log), log, signal);
  try {
    for (let chainChanged = true; chainChanged; ) {
      chainChanged = false;
      const run: Run = new Run({
        session,
        source: sourceOf(config, node?.url, log),
        blockTexts: (block) => blockTexts(block, recoverable),
        limits: {
          blocks: config.blocksPerCommit,
          transactions: config.transactionsPerCommit,
          milliseconds: config.commitMilliseconds,
        },
        bufferBlocks: config.bufferBlocks,
        pinnedChainId: config.chainId,
        rules: config.rules,
        start: config.start,
        end: config.end,
        signal,
        log,
        progress,
        onCommit: (blocks) => {
          http?.committed(blocks);
          reporter.committed(blocks, run.state());
        },
      });
      current = run;
      const reporter: Reporter =
        screen === undefined
          ? lineReporter(log, () => run.state())
          : tableReporter(
              log,
              screen,
              () => process.stderr.columns ?? 80,
              () => run.state(),
            );
      try {
        const end = await run.finish();
        reporter.end();
        log.info(`${endings[end]}: the tables stand at block ${run.state().height ?? 0}`);
      } catch (error) {
        reporter.end();
        if (!(error instanceof ChainChanged)) {
          throw error;
        }
        log.warn(error.message);
        chainChanged = true;
      }
    }
    await background.finish();
  } finally {
    http?.close();
    await background.stop();
    await node?.stop();
    await session.end();
  }
}

function backgroundTasks(config: Config, devnetUrl: string | undefined, log: Logger): BackgroundTask[] {
  const url = config.rpc ?? devnetUrl;
  return [
    ...(config.refreshViews === "on" ? [viewRefresh] : []),
    ...(config.syncValidators === "on" && url !== undefined
      ? [validatorSync({ url, protocol: config.protocol }, log)]
      : []),
  ];
}

function sourceOf(config: Config, devnetUrl: string | undefined, log: Logger): BlockSource {
  if (config.source !== undefined) {
    return fileSource(config.source);
  }
  const url = config.rpc ?? devnetUrl;
  if (url === undefined) {
    throw new Error("without a file and a node, the devnet runs");
  }
  return nodeSource({ url, protocol: config.protocol, log });
}

/**
 * Starts the devnet with as many blocks as were indexed of it before, so that it goes on where it stood. Throws a Failure where
 * the database is of a real chain: a forgotten CORE_RPC_URL must not mix the two.
 */
async function ownDevnet(
  config: Config,
  session: Session,
  log: Logger,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { chainId, next } = await resumePoint(session.client, { chainId: devnetChainId, start: config.start });
  if (chainId !== undefined && chainId !== devnetChainId) {
    throw new Failure(
      `no node is configured, and the database holds chain "${chainId}": the built-in devnet is not indexed into it. Say which node with --rpc (CORE_RPC_URL), or take an empty database.`,
      exitCode.configuration,
    );
  }
  await markOwnDevnet(session.client, config.devnetSeed);
  const blocks = Math.max(config.devnetBlocks, config.end ?? 0, (next ?? 1) - 1);
  log.info(
    `no node is configured: indexing the built-in devnet, seed ${config.devnetSeed}, ${blocks} blocks and one more a second`,
  );
  return await startDevnet({ seed: config.devnetSeed, blocks, chainId: devnetChainId });
}

/** Ends the session before an error goes on its way. */
function ending(session: Session): (error: unknown) => Promise<never> {
  return async (error) => {
    await session.end();
    throw error;
  };
}
