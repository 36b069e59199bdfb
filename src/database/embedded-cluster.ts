/** The files of an embedded Postgres: where they lie, how they are made, and the programs that act on them. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import { type Account, canEnter, giveTo, serverAccount } from "./embedded-account.ts";
import { embeddedHome, prepareHome } from "./embedded-binaries.ts";
import { numberIsTaken, processesIn, processWorks, programOf } from "./embedded-owner.ts";

const run = promisify(execFile);

/** The superuser and the database of an embedded Postgres. */
export const superuser = "em";

/** Where root keeps what the account postgres could not reach otherwise. */
const systemDirectory = "/var/lib/em-apply";

const stateSchema = z.object({
  data: z.string(),
  password: z.string(),
  port: z.number().int().optional(),
  owner: z.object({ pid: z.number().int(), started: z.string() }).optional(),
});

/** What embedded.json keeps from run to run. */
export type State = z.infer<typeof stateSchema>;

/** An embedded Postgres, running or not. */
export interface Cluster {
  readonly directory: string;
  /** Its data folder. */
  readonly data: string;
  /** The folder of its programs. */
  readonly home: string;
  readonly account: Account;
  readonly state: State;
}

/**
 * Opens the cluster below a folder; makes it when there is none.
 * @throws Failure when it cannot be made, belongs to another user or to another version of Postgres
 */
export async function openCluster(directory: string, log: (line: string) => void): Promise<Cluster> {
  const account = await serverAccount();
  const home = await reachableHome(account);
  const state = (await readState(directory)) ?? (await newState(directory, account, log));
  const cluster = { directory, data: state.data, home, account, state };
  if (await isMissing(state.data)) {
    log(`making a Postgres in ${state.data}`);
    await makeCluster(cluster);
  }
  await checkCluster(cluster);
  return cluster;
}

async function newState(directory: string, account: Account, log: (line: string) => void): Promise<State> {
  const near = join(directory, "postgres");
  if (!(await isMissing(near))) {
    throw new Failure(
      `${near} holds a database, but ${statePath(directory)}, which has its password, is missing: move it away or delete it.`,
      exitCode.configuration,
    );
  }
  let data = near;
  if (!(await canEnter(account, directory))) {
    data = join(systemDirectory, `data-${randomBytes(6).toString("hex")}`);
    log(
      `${directory} cannot be entered by the user postgres, as which root must run Postgres: its data goes to ${data}`,
    );
  }
  const state: State = { data, password: randomBytes(12).toString("hex") };
  await writeState(directory, state);
  return state;
}

/** Root's Postgres needs programs that its account can run: a copy, when npm installed them out of its reach. */
async function reachableHome(account: Account): Promise<string> {
  const home = embeddedHome();
  await prepareHome(home);
  if (await canEnter(account, join(home, "bin"))) {
    return home;
  }
  const version = await postgresVersion(home);
  const copy = join(systemDirectory, `postgres-${version}`);
  if (await isMissing(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    await mkdir(systemDirectory, { recursive: true });
    await chmod(systemDirectory, 0o755);
    await cp(home, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(async (error: unknown) => {
      // Another process was quicker; its copy is as good.
      if (errorCode(error) !== "ENOTEMPTY" && errorCode(error) !== "EEXIST") {
        throw error;
      }
      await rm(unfinished, { recursive: true });
    });
  }
  return copy;
}

async function postgresVersion(home: string): Promise<string> {
  const { stdout } = await run(join(home, "bin", "postgres"), ["--version"]);
  return /\d+(\.\d+)*/.exec(stdout)?.[0] ?? "unknown";
}

async function makeCluster(cluster: Cluster): Promise<void> {
  const { data, account, state } = cluster;
  // Made beside its place and then moved there: a run that ends in between leaves no half of a cluster.
  const unfinished = `${data}.new`;
  const passwordFile = `${data}.password`;
  await mkdir(dirname(data), { recursive: true });
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await giveTo(account, unfinished);
  await writeFile(passwordFile, `${state.password}\n`, { mode: 0o600 });
  await giveTo(account, passwordFile);
  try {
    await runProgram({ ...cluster, data: unfinished }, "initdb", [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The same order and case rules on every system, whatever locales that has.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ]);
    await writeFile(join(unfinished, "postgresql.conf"), "\ninclude_if_exists = 'em-apply.conf'\n", { flag: "a" });
    await rename(unfinished, data);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function checkCluster({ data, account, home }: Cluster): Promise<void> {
  const { uid } = await stat(data);
  const expected = account?.uid ?? process.getuid?.() ?? uid;
  if (uid !== expected) {
    throw new Failure(
      `${data} belongs to another user (${uid}, and Postgres would run as ${expected}): run as that user again, or delete it.`,
      exitCode.configuration,
    );
  }
  const found = (await readFile(join(data, "PG_VERSION"), "utf8")).trim();
  const wanted = (await postgresVersion(home)).split(".")[0];
  if (found !== wanted) {
    throw new Failure(
      `${data} was made by Postgres ${found} and the embedded one is ${wanted}: move it away or delete it, and index again.`,
      exitCode.configuration,
    );
  }
}

/** What postmaster.pid says of a server that runs on a cluster. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server that runs on a cluster, if one does. Removes the mark of one that was ended without notice, where Postgres
 * could not tell and would refuse to start.
 * @throws Failure when processes of a server that is gone still work on the data
 */
export async function runningServer({ data }: Cluster): Promise<RunningServer | undefined> {
  const path = join(data, "postmaster.pid");
  const lines = (await readFile(path, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || !numberIsTaken(pid)) {
    return undefined;
  }
  const program = programOf(pid);
  if (processWorks(pid) && (program === undefined || program === "postgres")) {
    return { pid, port };
  }
  // The number belongs to a dead process, or was given to another program, as happens when a container restarts.
  await untilNobodyWorksIn(data);
  await rm(path, { force: true });
  return undefined;
}

/** Waits for the server processes of a postmaster that was killed; they end by themselves when they notice. */
async function untilNobodyWorksIn(data: string): Promise<void> {
  const giveUpAt = performance.now() + 20_000;
  for (;;) {
    const left = await processesIn(data);
    if (left.length === 0) {
      return;
    }
    if (performance.now() > giveUpAt) {
      throw new Failure(
        `the Postgres in ${data} was killed, but its processes ${left.join(", ")} still work on the data: end them.`,
        exitCode.tryAgain,
      );
    }
    await sleep(100);
  }
}

/**
 * Runs one of Postgres' programs on a cluster, as its account and with messages in English.
 * @throws Failure with the last lines of what it said
 */
export async function runProgram(
  cluster: Cluster,
  program: "initdb" | "pg_ctl",
  args: readonly string[],
): Promise<void> {
  const { account, home, data } = cluster;
  const bin = join(home, "bin");
  try {
    // In a folder that the account can enter: our own may be closed to it.
    await run(join(bin, program), args, { ...account, cwd: dirname(data), env: { ...process.env, LC_ALL: "C" } });
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    throw new Failure(
      `${program} failed for ${basename(data)} in ${dirname(data)}: ${lastLines(output) || errorMessage(error)}`,
      /No space left on device/.test(output) ? exitCode.tryAgain : exitCode.failed,
      { cause: error },
    );
  }
}

/** The last few lines of a text, on one line. */
export function lastLines(text: string): string {
  return text.trim().split("\n").slice(-4).join(" / ");
}

function statePath(directory: string): string {
  return join(directory, "embedded.json");
}

async function readState(directory: string): Promise<State | undefined> {
  const path = statePath(directory);
  if (await isMissing(path)) {
    return undefined;
  }
  const text = await readFile(path, "utf8");
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Failure(
      `${path} is damaged (${errorMessage(error)}): delete ${directory} to start over.`,
      exitCode.configuration,
      { cause: error },
    );
  }
}

/** Writes embedded.json; it holds a password, so only its owner may read it. */
export async function writeState(directory: string, state: State): Promise<void> {
  const unfinished = `${statePath(directory)}.new`;
  await writeFile(unfinished, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, statePath(directory));
}

/**
 * Writes the password to where psql and libpq find it: PGPASSFILE=<path>. Only its owner may read it, as libpq demands.
 * @returns the path
 */
export async function writePasswordFile({ directory, state }: Cluster): Promise<string> {
  const path = join(directory, "pgpass");
  await writeFile(path, `127.0.0.1:*:*:${superuser}:${state.password}\n`, { mode: 0o600 });
  return path;
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await stat(path);
    return false;
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return true;
    }
    throw error;
  }
}
