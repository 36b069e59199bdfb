import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import type { Logger } from "pino";
import { withoutSecrets } from "../address.ts";
import { type Config, type Flags, readConfig, type SettingName, settings } from "../config.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { type ExitCode, exitCode, Failure, reportEnd, stopOnInterrupt } from "../exit.ts";
import { createLog } from "../log.ts";
import { indexAll } from "../streamer/index-all.ts";
import { type Screen, terminalScreen } from "../streamer/monitoring/report.ts";
import { openDatabase } from "../streamer/setup/database.ts";

const examples = `
Examples:
  npm start                                             try it: built-in devnet into an embedded Postgres
  npm start -- --end 500                                the same, up to block 500
  npm start -- --source blocks.ndjson                   a file of blocks; - is standard input
  npm start -- --rpc https://rpc.audius.co --database postgres://user:password@localhost:5432/audius
  CORE_RPC_URL=… DATABASE_URL=… npm start               the same from the environment

Run it again and it goes on where it stood. Exit codes: 0 done, 1 failed, 64 usage, 75 try again later, 78 configuration.`;

/** Builds the command line: every setting as a flag, and what it does. */
function program(): Command {
  const command = new Command("npm start --")
    .description("Indexes a chain into Postgres: streams blocks and applies each by em_apply.")
    .option("-v, --verbose", "log each transaction, not only the rejected ones");
  for (const { flag, variable, description, otherwise } of Object.values(settings)) {
    const preset = otherwise === undefined ? "" : `, otherwise ${otherwise}`;
    command.option(flag, `${description} (${variable}${preset})`);
  }
  return command
    .addHelpText("after", examples)
    .allowExcessArguments(false)
    .configureOutput({ outputError: (text, write) => write(`${withoutSecrets(text.trimEnd())}\nSee --help.\n`) })
    .exitOverride();
}

/**
 * Runs `npm start`; writes what happened to standard error.
 * @param words the command line after the command's name
 * @returns the exit code
 */
async function start(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const screen = process.stderr.isTTY === true ? terminalScreen(process.stderr) : undefined;
  let config: Config;
  let verbose: boolean;
  try {
    const command = program().parse([...words], { from: "user" });
    const options = command.opts<{ verbose?: boolean } & Flags>();
    verbose = options.verbose === true;
    config = readConfig(flagsOf(options), environment);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said it already.
      return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    }
    if (error instanceof Failure) {
      // For the one who typed it, so not as a line of the log.
      process.stderr.write(`${error.message}\n`);
      return error.exitCode;
    }
    throw error;
  }
  const log = logTo(screen, verbose && config.logLevel === "info" ? "debug" : config.logLevel);
  return await run(config, log, screen);
}

/** Indexes with a configuration until the end, and lets go of everything. */
async function run(config: Config, log: Logger, screen: Screen | undefined): Promise<ExitCode> {
  const interrupt = stopOnInterrupt(log);
  try {
    const database = await openDatabase(config, log);
    try {
      await indexAll({ config, url: database.url, signal: interrupt.signal, log, screen });
      log.info(`look at the tables: ${database.howToLook}`);
      return exitCode.done;
    } finally {
      interrupt.finished();
      await database.close();
    }
  } catch (error) {
    return reportEnd(foreseenFailure(error, "preparing to index") ?? error, log);
  }
}

function logTo(screen: Screen | undefined, level: Config["logLevel"]): Logger {
  return screen === undefined
    ? createLog({ level })
    : createLog({ level, forPeople: true, write: (line) => screen.line(line) });
}

function flagsOf(options: Flags): Flags {
  const flags: { [Name in SettingName]?: string | undefined } = {};
  for (const name of Object.keys(settings)) {
    if (isSetting(name)) {
      flags[name] = options[name];
    }
  }
  return flags;
}

function isSetting(name: string): name is SettingName {
  return name in settings;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exit(await start(process.argv.slice(2), process.env));
}
