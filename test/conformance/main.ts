import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, Option } from "@commander-js/extra-typings";
import logUpdate from "log-update";
import { withoutSecrets } from "../../src/address.ts";
import { defaultDirectory, startEmbedded } from "../../src/database/embedded.ts";
import { type ExitCode, exitCode, Failure, reportEnd, stopOnInterrupt } from "../../src/exit.ts";
import { createLog } from "../../src/log.ts";
import type { ConformanceCase, ConformanceStream } from "./runner/case-format.ts";
import { familyFilter } from "./runner/families.ts";
import { withOwnDatabases } from "./runner/own-databases.ts";
import { type CaseFile, readRecordings } from "./runner/recording-files.ts";
import {
  describeFailure,
  describeFamilies,
  type FamilyTallies,
  type Outcome,
  tally,
  tallyByFamily,
} from "./runner/report.ts";
import { runCaseFiles } from "./runner/run-all.ts";
import { runStream } from "./runner/run-stream.ts";

/** More connections than this do not make a run shorter: the cases share one server. */
const MOST_WORKERS = 4;

interface Settings {
  readonly database?: string | undefined;
  readonly only?: RegExp | undefined;
  readonly families?: ReturnType<typeof familyFilter> | undefined;
  readonly json?: true | undefined;
  readonly verbose?: true | undefined;
  readonly listFamilies?: true | undefined;
}

/** What is to be run. */
interface Selection {
  readonly files: readonly CaseFile[];
  readonly streams: readonly ConformanceStream[];
}

/** What came of all of it; a stream mixes all families, so only cases are counted by family. */
interface Outcomes {
  readonly ofCases: readonly Outcome[];
  readonly ofStreams: readonly Outcome[];
}

const command = new Command("npm run cases --")
  .description(
    "Run conformance cases and streams against a fresh database, through the edge and em_apply, and say what differs.",
  )
  .argument("<path...>", "case files (*.jsonl), streams (*.json), or folders of them; each may be packed (*.br)")
  .addOption(
    new Option(
      "--database <url>",
      "a server to make the databases on, and drop them from, in place of the embedded one",
    ).env("DATABASE_URL"),
  )
  .option("--only <regex>", "run only those whose name matches", usage(readPattern))
  .option(
    "--families <list>",
    'run only those all of whose transactions are of these families, such as "User Create,Track *", or claimed by no handler',
    usage(familyFilter),
  )
  .option("--list-families", "count passed and failed for each edition and (entity type, action)")
  .option("--verbose", "show all differing fields")
  .option("--json", "write one JSON object in place of text")
  .addHelpText(
    "after",
    `
Examples:
  npm run cases -- test/data/cases                 all that is checked in
  npm run cases -- test/data/cases --families "User *,Track Create" --verbose

Exit codes: 0 all passed, 1 some failed, 64 usage, 75 try again later, 78 configuration.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride();

/**
 * Runs the command.
 *
 * @param words the command line after the command's name
 * @returns the exit code: 0 all passed, 1 some failed, 64 usage
 */
export async function runCasesCommand(words: readonly string[]): Promise<ExitCode> {
  try {
    command.parse(words, { from: "user" });
    const settings: Settings = command.opts();
    const { files, streams } = select(command.processedArgs[0], settings);
    const interrupt = stopOnInterrupt(createLog({ level: "warn" }));
    const server = await startServer(settings.database);
    try {
      const outcomes = await runAll(server.url, { files, streams, signal: interrupt.signal }, settings);
      return finish(outcomes, settings);
    } finally {
      await server.stop();
      interrupt.release();
    }
  } catch (error) {
    return describeEnd(error);
  }
}

/** Says why the command ended early, in plain text: its readers are people at a terminal and the logs of a test run. */
function describeEnd(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  if (error instanceof DOMException && error.name === "AbortError") {
    process.stderr.write("interrupted\n");
    return exitCode.failed;
  }
  if (!(error instanceof Failure)) return reportEnd(error, createLog({ level: "info" }));
  process.stderr.write(`${error.message}\n`);
  return error.exitCode;
}

/** The recordings under the paths, without those that the options leave out. */
function select(paths: readonly string[], { only, families }: Settings): Selection {
  const wanted = (recording: ConformanceCase | ConformanceStream): boolean =>
    (only?.test(recording.name) ?? true) && (families?.(recording) ?? true);
  const { caseFiles, streams } = readRecordings(paths);
  const files = caseFiles.map((file) => ({ ...file, cases: file.cases.filter(wanted) }));
  const chosen = { files: files.filter(({ cases }) => cases.length > 0), streams: streams.filter(wanted) };
  if (chosen.files.length + chosen.streams.length === 0) {
    throw new Failure("no case and no stream under these paths fits --only and --families", exitCode.usage);
  }
  return chosen;
}

async function startServer(url: string | undefined): Promise<{ url: string; stop(): Promise<void> }> {
  if (url !== undefined) return { url, stop: async () => undefined };
  return startEmbedded({ directory: defaultDirectory });
}

async function runAll(
  server: string,
  { files, streams, signal }: Selection & { signal: AbortSignal },
  settings: Settings,
): Promise<Outcomes> {
  const total = files.reduce((sum, { cases }) => sum + cases.length, streams.length);
  const workers = Math.min(files.length, availableParallelism(), MOST_WORKERS);
  const onOutcome = reporter(total, settings);
  return withOwnDatabases(server, Math.max(1, workers + streams.length), async (urls) => {
    const ofCases = await runCaseFiles(files, { urls: urls.slice(0, workers), signal, onOutcome });
    const ofStreams: Outcome[] = [];
    for (const [index, stream] of streams.entries()) {
      signal.throwIfAborted();
      const outcome = await runStream(stream, String(urls[workers + index]));
      onOutcome(outcome);
      ofStreams.push(outcome);
    }
    return { ofCases, ofStreams };
  });
}

/** Shows failures as they come and, on a terminal, how far the run is. */
function reporter(total: number, { json, verbose }: Settings): (outcome: Outcome) => void {
  let done = 0;
  let failed = 0;
  let shownAt = 0;
  const live = json === undefined && process.stdout.isTTY === true;
  return (outcome) => {
    done++;
    if (outcome.problems.length > 0) {
      failed++;
      if (live) logUpdate.clear();
      if (json === undefined) process.stdout.write(`${describeFailure(outcome, verbose ?? false)}\n`);
    }
    if (!live) return;
    if (done === total) logUpdate.clear();
    else if (performance.now() - shownAt > 100) {
      shownAt = performance.now();
      logUpdate(`${done} of ${total}, ${failed} failed`);
    }
  };
}

/** Writes the summary, its closing line last, and gives the exit code. */
function finish({ ofCases, ofStreams }: Outcomes, { json, listFamilies }: Settings): ExitCode {
  const outcomes = [...ofCases, ...ofStreams];
  const { passed, failed } = tally(outcomes);
  const families = tallyByFamily(ofCases);
  if (json !== undefined) {
    const failures = outcomes
      .filter(({ problems }) => problems.length > 0)
      .map(({ recording: { name, file, line }, problems }) => ({ name, file, line, problems }));
    const counts = Object.fromEntries(
      [...families].map(([edition, tallies]) => [edition, Object.fromEntries(tallies)]),
    );
    process.stdout.write(`${JSON.stringify({ passed, failed, families: counts, failures })}\n`);
  } else {
    const shown = describeFamilies(listFamilies ? families : failing(families));
    if (shown !== "") process.stdout.write(`${shown}\n`);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
  return failed === 0 ? exitCode.done : exitCode.failed;
}

/** Only those families of which a case failed. */
function failing(tallies: FamilyTallies): FamilyTallies {
  return new Map(
    [...tallies].map(([edition, families]) => [edition, new Map([...families].filter(([, { failed }]) => failed > 0))]),
  );
}

function readPattern(text: string): RegExp {
  return new RegExp(text, "u");
}

/** Turns an option reader's error into one of usage. */
function usage<Value>(read: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      throw new Failure(error instanceof Error ? error.message : String(error), exitCode.usage);
    }
  };
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await runCasesCommand(process.argv.slice(2));
}
