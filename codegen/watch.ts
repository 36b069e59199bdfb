/** npm run codegen -- --watch: what follows from a change of a spec or of SQL, as soon as it is saved. */
import { spawn } from "node:child_process";
import { EventEmitter, once, setMaxListeners } from "node:events";
import { readdirSync, statSync, watch } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { foreseenFailure } from "../src/database/foreseen-failure.ts";
import { migrate } from "../src/database/migrate.ts";
import { openTarget, type TargetDatabase } from "../src/database/target.ts";
import { errorMessage } from "../src/errors.ts";
import { type ExitCode, exitCode, reportEnd, stopOnInterrupt } from "../src/exit.ts";
import { listed } from "../src/list.ts";
import { createLog } from "../src/log.ts";
import { readSql, type SqlFiles, touchedTests } from "./touched.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Codegen itself writes there. */
const generatedFolder = "sql/generated";

/** An editor saves in several steps: what comes within this many milliseconds is one change. */
const settleMilliseconds = 100;

/** A message longer than this is cut: the rest of it is places in our own code. */
const shownLines = 6;

/**
 * Generates again on each change of handlers/ or sql/, applies the procedures to the database of DATABASE_URL or the embedded one, and
 * runs the tests of the handlers that the change touches. Says each in a line, and goes on whatever fails, until Ctrl-C or SIGTERM.
 * @returns the exit code
 */
export async function watchUntilInterrupted(): Promise<ExitCode> {
  const log = createLog({ level: "warn" });
  const interrupt = stopOnInterrupt(log);
  try {
    const database = await openTarget(
      { url: process.env.DATABASE_URL, directory: process.env.EM_DATA_DIRECTORY },
      console.log,
    );
    try {
      await migrate(database.url);
      await watchSpecs(database, interrupt.signal);
      return exitCode.done;
    } finally {
      interrupt.finished();
      await database.close();
    }
  } catch (error) {
    return reportEnd(foreseenFailure(error, "preparing to watch") ?? error, log);
  }
}

async function watchSpecs(database: TargetDatabase, signal: AbortSignal): Promise<void> {
  const changes = new Changes(signal);
  let sql = await readSql();
  console.log(`watching handlers/ and sql/; the procedures go into ${database.description}`);
  for (let paths = await changes.next(); paths !== undefined; paths = await changes.next()) {
    console.log(`\n${listed(paths, paths.length, 5)}`);
    sql = await follow(paths, sql, database, signal);
  }
}

/** Does what follows from a change; gives the SQL that the tests were run on, or the SQL before where nothing came of it. */
async function follow(
  paths: readonly string[],
  before: SqlFiles,
  database: TargetDatabase,
  signal: AbortSignal,
): Promise<SqlFiles> {
  const generated = await run("tsx", ["codegen/main.ts", "--specs"], {}, signal);
  if (signal.aborted) {
    return before;
  }
  if (generated.code !== 0) {
    console.log(`  refused: ${shortened(generated.errors)}`);
    return before;
  }
  try {
    const { procedures } = await migrate(database.url);
    console.log(`  procedures: ${procedures.changed ? "replaced" : "as they were"}`);
  } catch (error) {
    console.log(`  procedures: ${errorMessage(foreseenFailure(error, "replacing the procedures") ?? error)}`);
    return before;
  }
  const after = await readSql();
  const tests = touchedTests(before, after, paths);
  if (tests.length === 0) {
    console.log("  tests: not one handler is touched");
  } else {
    await runTests(tests, database, signal);
  }
  return after;
}

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

async function runTests(tests: readonly string[], database: TargetDatabase, signal: AbortSignal): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "em-apply-watch-"));
  try {
    const path = join(directory, "report.json");
    // The tests make databases of their own. On a server that somebody named, nobody has asked for that.
    const server = database.embedded ? { EM_TEST_DATABASE_URL: database.url } : {};
    const { errors } = await run(
      "vitest",
      ["run", "--reporter=json", `--outputFile=${path}`, ...tests],
      server,
      signal,
    );
    const written = await readFile(path, "utf8").catch(() => undefined);
    if (written === undefined) {
      console.log(signal.aborted ? "  tests: interrupted" : `  tests: did not run: ${shortened(errors)}`);
      return;
    }
    for (const { name, message, assertionResults } of report.parse(JSON.parse(written)).testResults) {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      const passed = assertionResults.filter(({ status }) => status === "passed").length;
      const broken = assertionResults.length === 0 ? `, ${shortened(message)}` : "";
      console.log(`  ${name.slice(root.length)}: ${passed} passed, ${failed.length} failed${broken}`);
      for (const { fullName, failureMessages } of failed) {
        console.log(`    ${fullName}: ${failureMessages[0]?.split("\n")[0] ?? ""}`);
      }
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The files under handlers/ and sql/ that were saved; emits "saved". */
class Changes extends EventEmitter {
  readonly #folders = new Set<string>();
  readonly #paths = new Set<string>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    super();
    this.#signal = signal;
    // One for each folder that is watched.
    setMaxListeners(0, signal);
    this.#watchFolder("handlers");
    this.#watchFolder("sql");
  }

  /** Each folder by itself: Node 20 loses a file from a recursive watch once an editor has put another in its place. */
  #watchFolder(folder: string): void {
    this.#folders.add(folder);
    watch(join(root, folder), { signal: this.#signal }).on("change", (_event, name) => {
      const path = `${folder}/${String(name)}`;
      this.#watchIfFolder(path);
      this.#add(path);
    });
    for (const name of readdirSync(join(root, folder))) {
      this.#watchIfFolder(`${folder}/${name}`);
    }
  }

  #watchIfFolder(path: string): void {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (found?.isDirectory() === true && path !== generatedFolder && !this.#folders.has(path)) {
      this.#watchFolder(path);
    }
  }

  /** Waits for a change; gives all that were saved since the last call, undefined at the end. */
  async next(): Promise<readonly string[] | undefined> {
    if (this.#paths.size === 0) {
      await once(this, "saved", { signal: this.#signal }).catch(unlessAborted);
    }
    await sleep(settleMilliseconds);
    const paths = [...this.#paths].sort();
    this.#paths.clear();
    return this.#signal.aborted ? undefined : paths;
  }

  #add(path: string): void {
    // Editors write files of their own beside what they save.
    if (/\.(ts|sql)$/.test(path)) {
      this.#paths.add(path);
      this.emit("saved");
    }
  }
}

function unlessAborted(error: unknown): void {
  if (!(error instanceof Error && error.name === "AbortError")) {
    throw error;
  }
}

async function run(
  tool: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ readonly code: number; readonly errors: string }> {
  const child = spawn(join(root, "node_modules/.bin", tool), words, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = () => child.kill();
  signal.addEventListener("abort", stop);
  try {
    const code = new Promise<number>((settle, fail) => {
      child.once("error", fail);
      child.once("close", (status) => settle(status ?? 1));
    });
    const errors = await text(child.stderr);
    return { code: await code, errors };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** A message without what Node puts around it: the line of its own code, and the stack. */
function shortened(message: string): string {
  const lines = message.split("\n").filter((line) => line.trim() !== "" && !/^(?: +at |node:|Node\.js )/.test(line));
  const first = Math.max(
    0,
    lines.findIndex((line) => /^\w*Error\b/.test(line)),
  );
  return lines
    .slice(first, first + shownLines)
    .join("\n    ")
    .replaceAll(root, "");
}
