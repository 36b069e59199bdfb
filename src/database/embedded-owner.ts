/** Which process an embedded Postgres belongs to, and that only one starts or stops it at a time. */
import { readFileSync } from "node:fs";
import { open, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";

/** A process, with the time at which it was started: a later one may have the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** What Linux says of its start, in clock ticks since boot; an empty string where that cannot be known. */
  readonly started: string;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) };
}

/** Whether a process still runs. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return processWorks(pid) && startOf(pid) === started;
}

/** Whether any process has this number; one that ended but was not yet reaped by its parent has it too. */
export function numberIsTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** Whether a process of this number works. In a container whose first process reaps nobody, a killed one keeps its number for ever. */
export function processWorks(pid: number): boolean {
  return numberIsTaken(pid) && procStat(pid)?.state !== "Z";
}

/** The name of a running process's program where the system says (Linux), else undefined. */
export function programOf(pid: number): string | undefined {
  return procStat(pid)?.name;
}

/** The processes that work in a folder, as all of Postgres' do in their data folder; empty where the system does not say. */
export async function processesIn(folder: string): Promise<number[]> {
  const entries = await readdir("/proc").catch(() => []);
  const found: number[] = [];
  for (const pid of entries.map(Number).filter(Number.isInteger)) {
    // Fails for processes that have ended, and for those of other users, which are not ours.
    const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    if (workingFolder === folder && processWorks(pid)) {
      found.push(pid);
    }
  }
  return found;
}

function startOf(pid: number): string {
  return procStat(pid)?.started ?? "";
}

function procStat(pid: number): { name: string; state: string; started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // "pid (name) state ...": the name may hold spaces and brackets; the state is the 3rd field, the start the 22nd.
    const end = text.lastIndexOf(")");
    const fields = text.slice(end + 2).split(" ");
    return { name: text.slice(text.indexOf("(") + 1, end), state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    // No such process, or a system without /proc: both mean that nothing is known.
    return undefined;
  }
}

const lockWaitMilliseconds = 90_000;

/**
 * Runs some work while no other process does the same for a folder. A lock that a dead process left is taken over.
 * @throws Failure when another process keeps the lock for a minute and a half
 */
export async function whileLocked<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const path = join(directory, "starting.lock");
  const giveUpAt = performance.now() + lockWaitMilliseconds;
  while (!(await tryLock(path))) {
    const holder = await readIdentity(path);
    if (holder !== undefined && !isAlive(holder)) {
      await rm(path, { force: true });
    } else if (performance.now() > giveUpAt) {
      const who = holder === undefined ? "another process" : `process ${holder.pid}`;
      throw new Failure(
        `${who} has been starting or stopping the Postgres in ${directory} for too long: end it, or delete ${path}.`,
        exitCode.tryAgain,
      );
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.close();
  } catch (error) {
    if (errorCode(error) === "EEXIST") {
      return false;
    }
    throw error;
  }
  try {
    await writeFile(path, JSON.stringify(ownIdentity()));
    return true;
  } catch (error) {
    // On a full disk it would stay empty, and name nobody whose death frees it.
    await rm(path, { force: true });
    throw error;
  }
}

async function readIdentity(path: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  // Empty for the moment between its making and its writing.
  return text === "" ? undefined : parseIdentity(JSON.parse(text));
}

/** A process from the JSON of a file, or undefined when it is not one. */
export function parseIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== "object" || value === null || !("pid" in value) || !("started" in value)) {
    return undefined;
  }
  const { pid, started } = value;
  return typeof pid === "number" && typeof started === "string" ? { pid, started } : undefined;
}
