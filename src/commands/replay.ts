/** npm run replay: applies recorded transactions again with other rules, and says what comes out otherwise. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { withoutSecrets } from "../address.ts";
import { type ExitCode, exitCode, exitWith, Failure, reportEnd, stopOnInterrupt } from "../exit.ts";
import { replay } from "../replay/replay.ts";
import { replayLines } from "../replay/report.ts";
import { type LiveEdition, liveEditions } from "../rules.ts";
import { height, wholeNumber } from "./arguments.ts";
import { logOnScreen } from "./log-on-screen.ts";

const command = new Command("npm run replay --")
  .description(
    "What would this change of the rules have changed? Applies the transactions of an index again, once as it did and once with the " +
      "change, in two scratch databases, and compares them. The index itself is only read.",
  )
  .requiredOption("--from <height>", "the first block that the change judges", height)
  .option("--to <height>", "the last block (otherwise the newest of the index)", height)
  .option("--procedures <folder>", "judge by the procedures of another tree: its root, or its folder sql", sqlFolder)
  .option("--edition <edition>", `judge by this edition: ${liveEditions.join(" or ")}`, editionOf)
  .option("--database <url>", "the index, with its raw transactions (DATABASE_URL)")
  .option("--base <url>", "a database that stands before --from, such as a restored backup (otherwise an empty one)")
  .option("--scratch <url>", "a database of the server for the scratch databases (otherwise the base's or the index's)")
  .option("--rows <n>", "differing rows of a table to show field by field", wholeNumber, 3)
  .option("--json", "say it as one JSON object", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run replay -- --from 1 --procedures ../my-branch
  npm run replay -- --from 1200000 --to 1250000 --base postgres://user:password@localhost/backup --edition 2025 --json

Without --base, all blocks of the index before --from are applied first. The base must be on the server where the scratch databases are
made, and nobody may be connected to it. docs/replay.md says what raw transactions lack.

Exit codes: 0 no consequence, 1 consequences, 64 usage, 75 try again later, 78 configuration.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const { from, to, procedures, edition, base, scratch, rows, json, ...given } = command.opts();
const { screen, log } = logOnScreen();

await exitWith(await main().catch((error: unknown) => reportEnd(error, log)));

async function main(): Promise<ExitCode> {
  const database = given.database ?? process.env.DATABASE_URL;
  if (database === undefined || database === "") {
    throw new Failure("name the index with --database or DATABASE_URL.", exitCode.usage);
  }
  if (procedures === undefined && edition === undefined) {
    throw new Failure("say what changes: --procedures, --edition, or both.", exitCode.usage);
  }
  if (to !== undefined && from > to) {
    throw new Failure(`--from ${from} is above --to ${to}: there is nothing to apply.`, exitCode.usage);
  }
  const interrupt = stopOnInterrupt(log);
  try {
    const options = { database, base, scratch, from, to, edition, procedures, log, screen };
    const report = await replay({ ...options, examples: rows, signal: interrupt.signal });
    process.stdout.write(`${json ? JSON.stringify(report) : replayLines(report).join("\n")}\n`);
    return report.equal ? exitCode.done : exitCode.failed;
  } finally {
    interrupt.release();
  }
}

function sqlFolder(text: string): string {
  const found = [resolve(text), resolve(text, "sql")].find((folder) => existsSync(join(folder, "generated")));
  if (found === undefined) {
    throw new InvalidArgumentError("It must be the root of a tree of em-apply, or its folder sql.");
  }
  return found;
}

function editionOf(text: string): LiveEdition {
  const edition = liveEditions.find((name) => name === text);
  if (edition === undefined) {
    throw new InvalidArgumentError(`It must be ${liveEditions.join(" or ")}.`);
  }
  return edition;
}
