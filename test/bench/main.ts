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
import { measureFetching } from "./fetch.ts";
import { denseHead, type HeadLatencies, headLatencies, mainnetHead } from "./head.ts";
import {
  denseLoad,
  emptyLoad,
  genesisLoad,
  type Load,
  type LoadName,
  type LoadSource,
  largeLoad,
  loadNames,
  mainnetLoad,
  writeLoad,
} from "./load.ts";
import { measure, type Run } from "./measure.ts";
import {
  countOf,
  describeBreakdown,
  describeFetching,
  describeLatencies,
  describeLoad,
  describeRates,
  type Measured,
  ratesOf,
  readConditions,
} from "./report.ts";

const recordedLoad = fileURLToPath(new URL("../data/streams/mixed5k.json.br", import.meta.url));

/** How much of each load is indexed at `--size 1`. */
const blocksAtSizeOne = 20_000;
const genesisTransactionsAtSizeOne = 40_000;
const copiesAtSizeOne = 4;
const largeBlocksAtSizeOne = 6;

/** The largest blocks tell of memory, and take long: only where they are asked for. */
const usualLoads = loadNames.filter((name) => name !== "large");

const command = new Command("npm run bench --")
  .description(
    "Measure the streamer on loads like those of the real chain, each beside COPY of the rows that it leaves: mainnet (one or two " +
      "transactions a block, mostly plays), genesis (a state replayed in blocks of 10,000), dense (recorded changes in blocks of ten) and empty blocks; and, where it is asked for, large (genesis blocks of 15 MB), for the memory.",
  )
  .addOption(new Option("--load <names...>", "which loads").choices(loadNames).default(usualLoads))
  .option("--size <factor>", "how much of each load: 1 takes some minutes a run", readFactor, 1)
  .option("--runs <n>", "how many runs the median is taken of", readCount, 3)
  .option("--head <blocks>", "how many blocks to measure at the head, one a second; 0: do not", readCountOrZero, 0)
  .option("--fetch", "measure as well how fast blocks come from a node, when nothing is done with them")
  .addOption(
    new Option("--fsync <setting>", "what the embedded Postgres does at a commit")
      .choices(["on", "off"])
      .default("off" as const),
  )
  .addOption(
    new Option("--database <url>", "measure this server, with its own settings, in databases made for it").env(
      "BENCH_DATABASE_URL",
    ),
  )
  .option("--state-hash", "have the streamer keep a state hash: what that costs shows beside a run without")
  .option("--breakdown", "say as well where the time goes (it needs a superuser)")
  .option("--json", "write one JSON object in place of text")
  .addHelpText(
    "after",
    `
Examples:
  npm run bench                                    an embedded Postgres without fsync
  npm run bench -- --load mainnet --size 0.1 --runs 1
  npm run bench -- --load large --runs 1           the memory that the largest blocks take
  npm run bench -- --head 120                      the latency at the head too: some twelve minutes more
  npm run bench -- --database postgres://user:password@localhost:5432/postgres`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride();

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
    const { database, fsync } = command.opts();
    if (database !== undefined) {
      await measureServer(database);
    } else {
      await withEmbedded(fsync, measureServer);
    }
    return exitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    }
    if (!(error instanceof Failure)) {
      return reportEnd(error, log);
    }
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

async function measureServer(server: string): Promise<void> {
  const { load: names, runs, size, head, fetch, json, breakdown } = command.opts();
  const write = json === undefined ? (text: string) => process.stdout.write(`${text}\n`) : () => undefined;
  const measured: Measured[] = [];
  const breakdowns: Partial<Record<LoadName, Breakdown>> = {};
  for (const name of names) {
    await using load = await writeLoad(loadOf(name, size));
    write(describeLoad(load));
    measured.push(await measureRuns(server, load, runs));
    if (breakdown !== undefined) {
      const parts = await breakDown(server, load);
      breakdowns[name] = parts;
      write(describeBreakdown(parts, countOf(load)));
    }
  }
  const conditions = await readConditions(server);
  write(`\n${describeRates(measured, conditions)}`);
  const latencies = head === 0 ? undefined : await measureHead(server, head);
  if (latencies !== undefined) {
    write(`\n${describeLatencies(latencies)}`);
  }
  const fetching = fetch === undefined ? undefined : await measureFetching();
  if (fetching !== undefined) {
    write(`\n${describeFetching(fetching)}`);
  }
  if (json !== undefined) {
    process.stdout.write(`${JSON.stringify({ conditions, measured, breakdowns, latencies, fetching })}\n`);
  }
}

async function measureHead(server: string, blocks: number): Promise<HeadLatencies[]> {
  const latencies: HeadLatencies[] = [];
  for (const load of [mainnetHead, denseHead]) {
    latencies.push(await headLatencies(server, load, blocks));
  }
  return latencies;
}

function loadOf(name: LoadName, size: number): LoadSource {
  switch (name) {
    case "mainnet":
      return mainnetLoad(Math.ceil(blocksAtSizeOne * size));
    case "genesis":
      return genesisLoad(Math.ceil(genesisTransactionsAtSizeOne * size));
    case "dense":
      return denseLoad(
        parseStream(readRecordingText(recordedLoad), recordedLoad),
        Math.max(1, Math.round(copiesAtSizeOne * size)),
      );
    case "empty":
      return emptyLoad(Math.ceil(blocksAtSizeOne * size));
    case "large":
      return largeLoad(Math.ceil(largeBlocksAtSizeOne * size));
  }
}

async function measureRuns(server: string, load: Load, count: number): Promise<Measured> {
  const { name, description, blocks, transactions } = load;
  const runs: Run[] = [];
  while (runs.length < count) {
    runs.push(await measure(server, load, command.opts().stateHash === true ? ["--state-hash", "on"] : []));
    const { streamer, copy } = ratesOf(runs.slice(-1), countOf(load));
    process.stderr.write(
      `${name}, run ${runs.length} of ${count}: ${streamer === undefined ? "too small to measure" : `${Math.round(streamer.median)} a second`}, COPY ${Math.round(copy.median)}\n`,
    );
  }
  return { load: { name, description, blocks, transactions }, runs, rates: ratesOf(runs, countOf(load)) };
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
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new InvalidArgumentError("expected a whole number from 1 up");
  }
  return count;
}

function readCountOrZero(text: string): number {
  return text === "0" ? 0 : readCount(text);
}

function readFactor(text: string): number {
  const factor = Number(text);
  if (!Number.isFinite(factor) || factor <= 0) {
    throw new InvalidArgumentError("expected a number above 0");
  }
  return factor;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await runBenchCommand(process.argv.slice(2));
}
