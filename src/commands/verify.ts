/** npm run verify: what a database's state hash is at a block, and from which block on it differs from another one's. */
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { withoutSecrets } from "../address.ts";
import { type ExitCode, exitCode, exitWith, reportEnd } from "../exit.ts";
import { createLog } from "../log.ts";
import { verificationLines } from "../state-hash/sentences.ts";
import { verify } from "../state-hash/verify.ts";
import { targetOf } from "./target.ts";

const command = new Command("npm run verify --")
  .description(
    "Says what the state hash of a database is at a block. With --against it compares that with another database's: where they differ, " +
      "it finds the first block that does, and shows its rows. Changes nothing.",
  )
  .option("--at <height>", "the block, of the newest chain (otherwise the newest block that is hashed)", whole)
  .option("--against <url>", "the database to compare with")
  .option("--database <url>", "the database (DATABASE_URL, otherwise the embedded Postgres)")
  .option(
    "--data-directory <folder>",
    "where the embedded Postgres keeps its data (EM_DATA_DIRECTORY, otherwise .data)",
  )
  .option("--rows <n>", "rows of the first block that differs to read, beside those that it only added", whole, 50)
  .option("--json", "say it as one JSON object", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run verify -- --at 18000000
  npm run verify -- --against postgres://user:password@db.example/audius

A state hash is kept from the block on with which npm start -- --state-hash on goes on. Two can be compared that begin with the same block.
Exit codes: 0 equal (or the hash is said), 1 not equal, 64 usage, 75 try again later, 78 no state hash, or not comparable.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const { at, against, database, dataDirectory, rows, json } = command.opts();
const log = createLog({ level: "warn" });

await exitWith(await run().catch((error: unknown) => reportEnd(error, log)));

async function run(): Promise<ExitCode> {
  const target = await targetOf({ database, dataDirectory }, log);
  try {
    const verification = await verify({ ours: target.url, theirs: against, height: at, rows });
    process.stdout.write(`${json ? JSON.stringify(verification) : verificationLines(verification).join("\n")}\n`);
    return verification.equal === false ? exitCode.failed : exitCode.done;
  } finally {
    await target.close();
  }
}

function whole(text: string): number {
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text) || value < 1) {
    throw new InvalidArgumentError("It must be a whole number from 1 on.");
  }
  return value;
}
