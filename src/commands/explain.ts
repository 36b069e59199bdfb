/** npm run explain: what one transaction asked, and what became of it. */
import { Command } from "@commander-js/extra-typings";
import { describeAddress, withoutSecrets } from "../address.ts";
import { connect } from "../database/connect.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { type ExitCode, exitCode, exitWith, Failure, reportEnd } from "../exit.ts";
import { explain } from "../explain/explain.ts";
import { explanationLines } from "../explain/sentences.ts";
import { createLog } from "../log.ts";
import { targetOf } from "./target.ts";

const command = new Command("npm run explain --")
  .description(
    "Says what a transaction asked, which rules judged it, and why it was refused or which rows it wrote. Changes nothing.",
  )
  .argument("<hash>", "the transaction's hash, as etl_transactions or a row's txhash has it; Python's form will do")
  .option("--database <url>", "the database (DATABASE_URL, otherwise the embedded Postgres)")
  .option(
    "--data-directory <folder>",
    "where the embedded Postgres keeps its data (EM_DATA_DIRECTORY, otherwise .data)",
  )
  .option("--json", "say it as one JSON object", false)
  .addHelpText(
    "after",
    `
Example:
  npm run explain -- 20ddb003de9b80e1c899186d5e2357c9649119ef7e46c1f85d4e1dea9ea52767

Exit codes: 0 done, 1 not there, 64 usage, 75 try again later, 78 configuration.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const [hash] = command.processedArgs;
const { database, dataDirectory, json } = command.opts();
const log = createLog({ level: "warn" });

await exitWith(await run().catch((error: unknown) => reportEnd(error, log)));

async function run(): Promise<ExitCode> {
  const target = await targetOf({ database, dataDirectory }, log);
  try {
    const client = await connect(target.url, { applicationName: "em-apply explain" });
    try {
      const explanation = await explain(client, hash);
      if (explanation === undefined) {
        throw new Failure(`${describeAddress(target.url)} holds no transaction ${hash}.`, exitCode.failed);
      }
      process.stdout.write(`${json ? JSON.stringify(explanation) : explanationLines(explanation).join("\n")}\n`);
      return exitCode.done;
    } catch (error) {
      throw foreseenFailure(error, `reading ${target.description}`) ?? error;
    } finally {
      await client.end();
    }
  } finally {
    await target.close();
  }
}
