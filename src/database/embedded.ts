import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import { connect } from "./connect.ts";
import { giveTo } from "./embedded-account.ts";
import {
  type Cluster,
  lastLines,
  openCluster,
  type RunningServer,
  runningServer,
  runProgram,
  superuser,
  writePasswordFile,
  writeState,
} from "./embedded-cluster.ts";
import { diskFullSentence, fileFailure, isDiskFull } from "./embedded-disk.ts";
import { isAlive, ownIdentity, programOf, whileLocked } from "./embedded-owner.ts";

/** Where the embedded Postgres of a clone lives, relative to the folder of the command. */
export const defaultDirectory = ".data";

const defaultPort = 54_320;

export interface EmbeddedOptions {
  /** Where data, password and log are kept. Deleting it deletes the database. */
  readonly directory: string;
  /** The port, which must be free. If left out: the one of the last run, or any. */
  readonly port?: number;
  /** Settings of the server (postgresql.conf) beside our own, such as { fsync: "off" } for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told of what takes long or surprises, one sentence a call. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** The database, with its password. */
  readonly url: string;
  /** The file in which psql finds the password. */
  readonly passwordFile: string;
  /** Ends the server, unless it belongs to another process. Never throws: what goes wrong is logged, since an error before it counts more. */
  stop(): Promise<void>;
}

/**
 * Starts a real Postgres that needs nothing but npm's packages, and gives its database. What an earlier run left is used on:
 * its data, after a crash too; its server, when it still runs. While the process that started a server lives, another may use
 * it too, and leaves it running.
 * @throws Failure in a sentence: the port is taken, the files belong to somebody else, the disk is full, …
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  try {
    await makeDirectory(directory);
    return await start(directory, options);
  } catch (error) {
    throw fileFailure(error, directory) ?? error;
  }
}

async function start(directory: string, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  return await whileLocked(directory, async () => {
    const log = options.log ?? (() => undefined);
    const cluster = await openCluster(directory, log);
    const running = await runningServer(cluster);
    const { owner } = cluster.state;
    const passwordFile = await writePasswordFile(cluster);
    if (running !== undefined && owner !== undefined && isAlive(owner)) {
      log(`using the Postgres on port ${running.port} that process ${owner.pid} started`);
      await ensureDatabase(cluster, running.port);
      return { url: urlOf(cluster, running.port), passwordFile, stop: async () => undefined };
    }
    const port = await takeOver(cluster, running, options, log);
    try {
      await writeState(directory, { ...cluster.state, port, owner: ownIdentity() });
      await ensureDatabase(cluster, port);
      return { ...(await ownedServer(cluster, port, log)), passwordFile };
    } catch (error) {
      await stopServer(cluster, log);
      throw error;
    }
  });
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
  } catch (error) {
    const foreseen = fileFailure(error, directory);
    if (foreseen !== undefined) {
      throw foreseen;
    }
    throw new Failure(
      `${directory}, where the embedded Postgres keeps its data, cannot be made (${errorCode(error) ?? error}).`,
      exitCode.configuration,
      { cause: error },
    );
  }
}

/**
 * Makes us the owner of a server: the one that still runs, if it will do, or a new one.
 * @returns its port
 */
async function takeOver(
  cluster: Cluster,
  running: RunningServer | undefined,
  options: EmbeddedOptions,
  log: (line: string) => void,
): Promise<number> {
  if (running !== undefined && options.settings === undefined && (options.port ?? running.port) === running.port) {
    log(`taking over the Postgres on port ${running.port} that an earlier run left behind`);
    return running.port;
  }
  if (running !== undefined) {
    await stopServer(cluster, log);
  }
  return await startServer(cluster, options);
}

/** How often a start is tried: after a crash the old backends take a moment to end, and a free port may be snatched away. */
const attempts = 5;

async function startServer(cluster: Cluster, options: EmbeddedOptions): Promise<number> {
  let port = await choosePort(options.port, cluster.state.port ?? defaultPort);
  for (let attempt = 1; ; attempt++) {
    const logged = (await readLog(cluster)).length;
    try {
      await writeSettings(cluster, port, options.settings ?? {});
      const path = logPath(cluster);
      await runProgram(cluster, "pg_ctl", ["start", "-D", cluster.data, "-l", path, "-w", "-t", "120", "-s"]);
      return port;
    } catch (error) {
      const said = (await readLog(cluster)).slice(logged);
      const retryable = /pre-existing shared memory block|Address already in use/.test(said);
      if (!retryable || attempt === attempts) {
        const outOfSpace = /No space left on device/.test(said) || (await isDiskFull(cluster.data));
        if (outOfSpace) {
          // It may have been started, and wait for room.
          await stopServer(cluster, options.log ?? (() => undefined));
          throw new Failure(
            `the embedded Postgres did not start: ${diskFullSentence(cluster.data)}`,
            exitCode.tryAgain,
            { cause: error },
          );
        }
        throw new Failure(
          `the embedded Postgres in ${cluster.directory} did not start: ${lastLines(said) || error}`,
          retryable ? exitCode.tryAgain : exitCode.failed,
          { cause: error },
        );
      }
      await sleep(500);
      port = await choosePort(options.port, port);
    }
  }
}

async function writeSettings(cluster: Cluster, port: number, extra: Readonly<Record<string, string>>): Promise<void> {
  const settings: Record<string, string> = {
    port: String(port),
    // Reached over TCP from this machine only: a socket's path may not be longer than 107 bytes, and Windows has none.
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "50",
    shared_buffers: "256MB",
    max_wal_size: "2GB",
    lc_messages: "C",
    log_checkpoints: "off",
    ...extra,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  const path = join(cluster.data, "em-apply.conf");
  await writeFile(path, `# Written at each start by em-apply.\n${lines.join("\n")}\n`);
  await giveTo(cluster.account, path);
}

async function ownedServer(
  cluster: Cluster,
  port: number,
  log: (line: string) => void,
): Promise<Omit<EmbeddedPostgres, "passwordFile">> {
  const server = await runningServer(cluster);
  // For a process that exits without a stop: asks the server to end, and does not wait.
  const onExit = () => {
    if (server !== undefined && programOf(server.pid) === "postgres") {
      process.kill(server.pid, "SIGINT");
    }
  };
  process.once("exit", onExit);
  return {
    url: urlOf(cluster, port),
    stop: async () => {
      process.off("exit", onExit);
      if (await isDiskFull(cluster.data)) {
        log(diskFullSentence(cluster.data));
      }
      try {
        await whileLocked(cluster.directory, async () => {
          await stopServer(cluster, log);
          const { data, password } = cluster.state;
          await writeState(cluster.directory, { data, password, port });
        });
      } catch (error) {
        log(`the embedded Postgres in ${cluster.directory} was not put away in order: ${errorMessage(error)}`);
        // On a full disk there is no room for the lock either.
        await stopServer(cluster, log);
      }
    },
  };
}

/** How long each way to end a server may take, in seconds: in order; else without writing, after which it recovers at its next start. */
const stopWays = [
  ["fast", 30],
  ["immediate", 10],
] as const;

/** Ends the server that runs on a cluster, if one does, by force where it does not end in order: nothing of ours is left running. */
async function stopServer(cluster: Cluster, log: (line: string) => void): Promise<void> {
  const full = await isDiskFull(cluster.data);
  for (const [mode, seconds] of stopWays) {
    if ((await runningServer(cluster)) === undefined) {
      return;
    }
    if (mode === "fast" && full) {
      // Its end in order writes, for which there is no room.
      continue;
    }
    try {
      await runProgram(cluster, "pg_ctl", ["stop", "-D", cluster.data, "-m", mode, "-w", "-t", `${seconds}`, "-s"]);
      return;
    } catch (error) {
      log(`the embedded Postgres does not end (${mode}): ${errorMessage(error)}; ending it by force`);
    }
  }
  const left = await runningServer(cluster);
  if (left !== undefined) {
    process.kill(left.pid, "SIGKILL");
  }
}

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = await connect(urlOf(cluster, port, "postgres"), { applicationName: "em-apply embedded" });
  try {
    const found = await client.query("select from pg_database where datname = $1", [superuser]);
    if (found.rowCount === 0) {
      await client.query(`create database ${pg.escapeIdentifier(superuser)}`);
    }
  } finally {
    await client.end();
  }
}

function urlOf(cluster: Cluster, port: number, database: string = superuser): string {
  return `postgres://${superuser}:${cluster.state.password}@127.0.0.1:${port}/${database}`;
}

function logPath(cluster: Cluster): string {
  return join(cluster.data, "server.log");
}

async function readLog(cluster: Cluster): Promise<string> {
  return await readFile(logPath(cluster), "utf8").catch(() => "");
}

async function choosePort(wanted: number | undefined, preferred: number): Promise<number> {
  if (wanted !== undefined) {
    if (await freePort(wanted)) {
      return wanted;
    }
    throw new Failure(`port ${wanted}, asked for the embedded Postgres, is taken: name another.`, exitCode.tryAgain);
  }
  return (await freePort(preferred)) ?? (await freePort(0)) ?? preferred;
}

/** @returns the port back if it is free, any free one for 0, undefined when it is taken */
async function freePort(port: number): Promise<number | undefined> {
  return await new Promise((settle) => {
    const server = createServer();
    server.once("error", () => settle(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => settle(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
