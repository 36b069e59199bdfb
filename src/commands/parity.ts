/** npm run parity: compares two databases row by row, and says where they differ and why. */
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { withoutSecrets } from "../address.ts";
import { type ExitCode, exitCode, exitWith, Failure, reportEnd } from "../exit.ts";
import { type KnownEdition, knownEditions } from "../parity/known.ts";
import { compareDatabases } from "../parity/parity.ts";
import { showPace } from "../parity/progress.ts";
import { reportLines } from "../parity/report.ts";
import { type ComparedTable, comparedTables } from "../parity/tables.ts";
import { height, wholeNumber } from "./arguments.ts";
import { logOnScreen } from "./log-on-screen.ts";

const usualTables: readonly ComparedTable[] = comparedTables.filter(({ onlyByName }) => onlyByName !== true);

const command = new Command("npm run parity --")
  .description(
    "Compares every table and column that indexing writes with those of another database of the same chain. Changes nothing on " +
      "either side, and reads each as it is at one moment.",
  )
  .option("--ours <url>", "the database that our indexer wrote (DATABASE_URL)")
  .requiredOption("--theirs <url>", "the one to compare it with: a clone of production, or another of ours")
  .option("--tables <list>", "only these tables, with commas between", tablesOf, usualTables)
  .option("--from <height>", "rows written from this block on (otherwise the first in our etl_blocks)", height)
  .option("--to <height>", "rows written up to this block (otherwise the newest that both have)", height)
  .option("--all", "every row, whatever block wrote it; for databases that do not share a chain", false)
  .option("--sample <n>", "look at one key in n", wholeNumber, 1)
  .option(
    "--edition <list>",
    `by whose rules theirs was written, and so which known divergences count: ${knownEditions.join(", ")} (otherwise found out)`,
    editionsOf,
  )
  .option("--known <file>", "further known divergences, in the form of src/parity/known-divergences.json")
  .option("--rows <n>", "differing rows of a table to show field by field", wholeNumber, 3)
  .option("--json", "say it as one JSON object", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run parity -- --ours postgres://user:password@localhost/ours --theirs postgres://user:password@db.example/audius
  npm run parity -- --theirs postgres://user:password@db.example/audius --tables users,tracks --sample 100 --json

Exit codes: 0 equal save for what is known, 1 not equal, 64 usage, 75 try again later, 78 configuration.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const { theirs, tables, from, to, all, sample, edition, known, rows, json, ...given } = command.opts();
const { screen, log } = logOnScreen();

await exitWith(await parity().catch((error: unknown) => reportEnd(error, log)));

async function parity(): Promise<ExitCode> {
  const ours = given.ours ?? process.env.DATABASE_URL;
  if (ours === undefined || ours === "") {
    throw new Failure("name our database with --ours or DATABASE_URL.", exitCode.usage);
  }
  if (all && (from !== undefined || to !== undefined)) {
    throw new Failure("--all compares every row: it does not go with --from and --to.", exitCode.usage);
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new Failure(`--from ${from} is above --to ${to}: there is nothing to compare.`, exitCode.usage);
  }
  let endShow: (() => void) | undefined;
  try {
    const report = await compareDatabases({
      ours,
      theirs,
      tables,
      window: all ? undefined : { from, to },
      sample,
      editions: edition,
      known,
      examples: rows,
      onBegin: (pace) => {
        endShow = showPace(pace, log, screen);
      },
    });
    endShow?.();
    process.stdout.write(`${json ? JSON.stringify(report) : reportLines(report).join("\n")}\n`);
    return report.equal ? exitCode.done : exitCode.failed;
  } finally {
    endShow?.();
  }
}

function tablesOf(text: string): readonly ComparedTable[] {
  return text.split(",").map((word) => {
    const table = comparedTables.find(({ name }) => name === word.trim());
    if (table === undefined) {
      throw new InvalidArgumentError(
        `"${word.trim()}" is not a table that indexing writes. These are: ${comparedTables.map(({ name }) => name).join(", ")}.`,
      );
    }
    return table;
  });
}

function editionsOf(text: string): readonly KnownEdition[] {
  return text.split(",").map((word) => {
    const edition = knownEditions.find((name) => name === word.trim());
    if (edition === undefined) {
      throw new InvalidArgumentError(`It must be one of ${knownEditions.join(", ")}, or several with commas between.`);
    }
    return edition;
  });
}
