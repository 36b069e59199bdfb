/** npm run fuzz: random nearly valid transactions through the edge and em_apply, more than npm test tries. */
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import { connect } from "../../src/database/connect.ts";
import { defaultDirectory, startEmbedded } from "../../src/database/embedded.ts";
import { exitCode, reportEnd } from "../../src/exit.ts";
import { createLog } from "../../src/log.ts";
import { withOwnDatabases } from "../conformance/runner/own-databases.ts";
import type { Tally } from "./check.ts";
import { describeFuzzFailure, fuzz } from "./fuzz.ts";

const command = new Command("fuzz")
  .description(
    "Tries random transactions, live ones by the rules of each edition and ones of the genesis range, made from those of the " +
      "recorded cases, on the world of these cases: each must be applied or refused with a code, and a second run must leave the same rows. The database is made on the server of " +
      "DATABASE_URL, or on the embedded Postgres, and dropped again.",
  )
  .option("--runs <count>", "about how many transactions", wholeNumber, 10_000)
  .option("--seed <number>", "what decides about all that is random; one is drawn and shown when left out", wholeNumber)
  .option("--path <path>", "with the seed of a failure: try only what failed")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const { runs, seed = Date.now() % 2 ** 31, path } = command.opts();
process.exitCode = await run().catch((error: unknown) => reportEnd(error, createLog({ level: "info" })));

async function run(): Promise<number> {
  const server =
    process.env.DATABASE_URL === undefined
      ? await startEmbedded({ directory: defaultDirectory })
      : { url: process.env.DATABASE_URL, stop: async () => undefined };
  try {
    return await withOwnDatabases(server.url, 1, async ([url = ""]) => {
      const client = await connect(url, { applicationName: "em-apply fuzz" });
      try {
        const { tally, failure } = await fuzz(client, { seed, transactions: runs, path, onProgress: reporter() });
        process.stdout.write(`seed ${seed}: ${describeTally(tally)}\n${describeCodes(tally)}\n`);
        if (failure === undefined) return exitCode.done;
        process.stdout.write(`${describeFuzzFailure(failure)}\n`);
        return exitCode.failed;
      } finally {
        await client.end();
      }
    });
  } finally {
    await server.stop();
  }
}

function describeTally({ transactions, applied, rejected, unrouted, codes }: Tally): string {
  return (
    `${transactions} transactions: ${applied} applied, ${rejected} refused with ${codes.size} codes, ` +
    `${unrouted} of no handler`
  );
}

/** The codes, the most frequent first. */
function describeCodes({ codes }: Tally): string {
  const byCount = [...codes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byCount.map(([code, count]) => `${code} ${count}`).join(", ");
}

/** Says how far the run is, every thousand transactions. */
function reporter(): (tally: Tally) => void {
  let next = 1_000;
  return (tally) => {
    if (tally.transactions < next) return;
    next += 1_000;
    process.stdout.write(`${describeTally(tally)}\n`);
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError("expected a whole number of at least 0");
  return Number(text);
}
