/** npm run devnet: serves a generated chain as a core node does, or writes it to a file. */
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { withoutSecrets } from "../address.ts";
import { Chain } from "../devnet/chain.ts";
import { startDevnet } from "../devnet/devnet.ts";
import { maximumHeight } from "../devnet/epochs.ts";
import { exportBlocks } from "../devnet/export.ts";
import { seededFaults } from "../devnet/faults.ts";
import { GenesisRange } from "../devnet/genesis/range.ts";
import { fewestTransactions, mostTransactions } from "../devnet/genesis/source/state.ts";
import { type Habits, habitNamed, habitNames } from "../devnet/habits.ts";
import { exitCode, Failure, reportEnd, stopOnInterrupt } from "../exit.ts";
import { createLog } from "../log.ts";

const command = new Command("npm run devnet --")
  .description(
    "Serves a chain of realistic traffic as a core node does (Connect, gRPC-Web and gRPC on one port), without a network. " +
      "The same seed gives the same blocks, byte for byte. New blocks come at a steady pace until Ctrl-C.",
  )
  .option("--seed <text>", "decides the whole chain", "1")
  .option(
    "--blocks <number>",
    "how many blocks there are at the start, or in the file",
    wholeNumber(0, maximumHeight),
    1000,
  )
  .option("--port <number>", "where to listen; 0 for any free port", wholeNumber(0, 65_535), 50_051)
  .option("--host <address>", "where to listen", "127.0.0.1")
  .option("--blocks-per-second <number>", "how fast new blocks come; 0 for no new blocks", number(0, 10_000), 1)
  .option("--chain-id <text>", "what the node calls its chain", "devnet")
  .addOption(
    new Option(
      "--traffic <choice>",
      "users, social actions and tracks alone (spine), or all that the network knows (all)",
    )
      .choices(["spine", "all"] as const)
      .default("all" as const),
  )
  .addOption(
    new Option(
      "--mix <choice>",
      "how blocks are filled: one or two transactions, mostly plays, as on the real chain (network), or up to twenty that change tables (dense)",
    )
      .choices(["network", "dense"] as const)
      .default("network" as const),
  )
  .option(
    "--genesis <transactions>",
    "begin the chain with a genesis range of so many transactions, which replay a state of the network before it; " +
      "the blocks at the start come behind it",
    wholeNumber(fewestTransactions, mostTransactions),
  )
  .option("--fault-share <number>", "misbehave at this share of all calls (0 to 1)", number(0, 1), 0)
  .option(
    "--block-bytes <number>",
    "how large each block is at least; 15000000 is as large as those of the next chain's genesis",
    wholeNumber(0, 100_000_000),
    0,
  )
  .option(
    "--transactions-per-block <number>",
    "how many transactions each block holds, in place of as many as the mix has it",
    wholeNumber(0, 10_000),
  )
  .option(
    "--habit <name>",
    `behave as a real node was seen to, all the time; may be given several times (${habitNames.join(", ")})`,
    habit,
    {},
  )
  .option(
    "--rollover-after <height>",
    "become a new chain, <chain-id>-2, after this height",
    wholeNumber(1, maximumHeight),
  )
  .option("--export <file>", "write the blocks as NDJSON, one core.v1.Block a line, and end; - is standard output")
  .addHelpText(
    "after",
    "\nExamples:\n" +
      "  npm run devnet -- --seed 7 --blocks 5000\n" +
      "  npm start -- --rpc http://127.0.0.1:50051\n\n" +
      "  npm run devnet -- --habit hole=70 --habit pruned-report=40 --block-bytes 15000000\n\n" +
      "  npm run --silent devnet -- --export blocks.ndjson --blocks 500\n" +
      "  npm start -- --source blocks.ndjson",
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const log = createLog({ level: "info" });

try {
  const { export: path, blocks, ...options } = command.opts();
  if (path === undefined) {
    await serve();
  } else {
    const chain = new Chain({ ...options, genesis: genesisRange() });
    await exportBlocks(chain, chain.genesisHeight + blocks, path);
  }
} catch (error) {
  process.exitCode = reportEnd(foreseen(error), log);
}

async function serve(): Promise<void> {
  const { faultShare, rolloverAfter, habit: habits, ...options } = command.opts();
  const stop = stopOnInterrupt(log);
  const devnet = await startDevnet({
    ...options,
    genesis: genesisRange(),
    habits,
    ...(faultShare > 0 ? { faults: seededFaults(options.seed, faultShare) } : {}),
    ...(rolloverAfter === undefined
      ? {}
      : { rollover: { afterHeight: rolloverAfter, chainId: `${options.chainId}-2`, blocks: 1 } }),
  });
  log.info(`chain "${devnet.chainId}" of seed ${options.seed} is at block ${devnet.head()}, served at ${devnet.url}`);
  log.info(`index it with: npm start -- --rpc ${devnet.url}`);
  try {
    if (!stop.signal.aborted) {
      await new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
    }
  } finally {
    await devnet.stop();
    stop.release();
  }
}

function genesisRange(): GenesisRange | undefined {
  const { seed, chainId, genesis } = command.opts();
  return genesis === undefined ? undefined : new GenesisRange(seed, chainId, genesis);
}

/** A taken port and a file that cannot be written are the caller's to mend. */
function foreseen(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) {
    return error;
  }
  if (error.code === "EADDRINUSE") {
    const sentence = `port ${command.opts().port} is taken; give another with --port, or 0 for any free one`;
    return new Failure(sentence, exitCode.tryAgain, { cause: error });
  }
  const isUnwritable = ["ENOENT", "EACCES", "EISDIR", "ENOSPC", "EROFS"].some((code) => code === error.code);
  if (!isUnwritable) {
    return error;
  }
  return new Failure(`cannot write ${command.opts().export}: ${error.message}`, exitCode.failed, { cause: error });
}

function habit(text: string, before: Partial<Habits>): Partial<Habits> {
  const found = habitNamed(text);
  if (found === undefined) {
    throw new InvalidArgumentError(`It must be one of ${habitNames.join(", ")}.`);
  }
  return { ...before, ...found };
}

function number(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value >= low && value <= high)) {
      throw new InvalidArgumentError(`It must be a number from ${low} to ${high}.`);
    }
    return value;
  };
}

function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high) {
      throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    }
    return value;
  };
}
