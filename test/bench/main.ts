import { realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { withoutSecrets } from "../../src/address.ts";
import { defaultDirectory, startEmbedded } from "../../src/database/embedded.ts";
import { type ExitCode, exitCode, Failure, reportEnd } from "../../src/exit.ts";
import { createLog } from "../../src/log.ts";
import { parseStream } from "../conformance/runner/case-format.ts";
import { readRecordingText } from "../conformance/runner/recording-files.ts";
import { type Breakdown, breakDown } from "./breakdown.ts";
import { type Load, makeLoad } from "./load.ts";
import { measure, type Run } from "./measure.ts";
import { describeBreakdown, describeLoad, describeRates, type Rates, ratesOf, readConditions } from "./report.ts";

const RECORDED_LOAD = fileURLToPath(new URL("../data/streams/mixed5k.json.br", import.meta.url));

const command = new Command("npm run bench --")
  .description(
    "Measure the streamer on 5,000 recorded transactions in blocks of ten, repeated with ids of their own, beside COPY of the same rows.",
  )
  .option("--copies <n>", "how often the recorded transactions are repeated", readCount, 8)
  .option("--runs <n>", "how many runs the median is taken of", readCount, 3)
  .addOption(
    new Option("--fsync <setting>", "what the embedded Postgres does at a commit")
      .choices(["on", "off", "both"])
      .default("both" as const),
  )
  .addOption(
    new Option("--database <url>", "measure this server, with its own settings, in databases made for it").env(
      "BENCH_DATABASE_URL",
    ),
  )
  .option("--no-breakdown", "leave out where the time goes (it needs a superuser)")
  .option("--json", "write one JSON object in place of text")
  .addHelpText(
    "after",
    `
Examples:
  npm run bench                                    an embedded Postgres, once without fsync and once with
  npm run bench -- --copies 2 --runs 1 --fsync off
  npm run bench -- --database postgres://user:password@localhost:5432/postgres`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride();

/** What one server was measured at. */
interface Measurement {
  readonly transactions: number;
  readonly leftOut: number;
  readonly conditions: Awaited<ReturnType<typeof readConditions>>;
  readonly rates: Rates;
  readonly runs: readonly Run[];
  readonly breakdown: Breakdown | undefined;
}

/**
 * Runs the command.
 *
 * @param words the command line after the command's name
 * @returns the exit code: 0 measured, 1 a run failed, 64 usage
 */
export async function runBenchCommand(words: readonly string[]): Promise<ExitCode> {
  const log = createLog({ level: "info" });
  try {
    command.parse(words, { from: "user" });
    const options = command.opts();
    const stream = parseStream(readRecordingText(RECORDED_LOAD), RECORDED_LOAD);
    const write = options.json === undefined ? (text: string) => process.stdout.write(`${text}\n`) : () => undefined;
    const measurements: Measurement[] = [];
    const measureServer = async (server: string): Promise<void> => {
      const load = await makeLoad(server, stream, options.copies);
      if (measurements.length === 0) write(describeLoad(load));
      const measurement = await measureRuns(server, load, options);
      measurements.push(measurement);
      write(`\n${describeRates(measurement.rates, measurement.conditions, measurement.runs)}`);
      if (measurement.breakdown !== undefined) write(describeBreakdown(measurement.breakdown, load.transactions));
    };
    if (options.database !== undefined) await measureServer(options.database);
    else
      for (const fsync of options.fsync === "both" ? ["off", "on"] : [options.fsync])
        await withEmbedded(fsync, measureServer);
    if (options.json !== undefined) process.stdout.write(`${JSON.stringify({ measurements })}\n`);
    return exitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    if (!(error instanceof Failure)) return reportEnd(error, log);
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

async function measureRuns(
  server: string,
  load: Load,
  { runs: count, breakdown }: { runs: number; breakdown: boolean },
): Promise<Measurement> {
  const runs: Run[] = [];
  while (runs.length < count) {
    runs.push(await measure(server, load));
    const rates = ratesOf(runs.slice(-1), load.transactions);
    process.stderr.write(
      `run ${runs.length} of ${count}: ${Math.round(rates.steady.median)} tx/s, COPY ${Math.round(rates.copyAll.median)} tx/s\n`,
    );
  }
  return {
    transactions: load.transactions,
    leftOut: load.leftOut,
    conditions: await readConditions(server),
    rates: ratesOf(runs, load.transactions),
    runs,
    breakdown: breakdown ? await breakDown(server, load) : undefined,
  };
}

/** Starts an embedded Postgres with the setting, apart from the one that `npm start` keeps. */
async function withEmbedded(fsync: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = await startEmbedded({
    directory: join(defaultDirectory, `bench-fsync-${fsync}`),
    settings: { fsync },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    await work(server.url);
  } finally {
    await server.stop();
  }
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new InvalidArgumentError("expected a whole number from 1 up");
  return count;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await runBenchCommand(process.argv.slice(2));
}
