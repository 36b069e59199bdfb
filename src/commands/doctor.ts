/** npm run doctor: says whether a database is one that this tree can index into, and how far it was indexed. */
import { Command } from "@commander-js/extra-typings";
import { connect } from "../database/connect.ts";
import { examine, type Health } from "../database/health.ts";
import { describeHolder } from "../database/locks.ts";
import { openTarget } from "../database/target.ts";
import { exitCode, reportEnd } from "../exit.ts";
import { createLog } from "../log.ts";

/** What a migration made is not made again by itself: somebody changed it, and may have meant it. */
const mending =
  "schema: npm run migrate puts functions right, but not tables that it made before: their definitions stand in migrations/, " +
  "whose files may be run again by psql";

const command = new Command("npm run doctor --")
  .description(
    "Compares a database with what the migrations of this tree make, and tells who indexes into it and how far. Changes " +
      "nothing. Exits with 0 when healthy, with 1 when something has drifted.",
  )
  .option("--database <url>", "the database (DATABASE_URL, otherwise the embedded Postgres)")
  .option(
    "--data-directory <folder>",
    "where the embedded Postgres keeps its data (EM_DATA_DIRECTORY, otherwise .data)",
  )
  .option("--json", "say it as one JSON object on standard output", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run doctor                                   the database of DATABASE_URL, or the embedded one
  npm run doctor -- --json --database postgres://user:password@localhost:5432/audius

Exit codes: 0 healthy, 1 not healthy, 64 usage, 75 try again later, 78 configuration.`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const log = createLog({ level: "info" });
const { database, dataDirectory, json } = command.opts();

try {
  const target = await openTarget(
    { url: database ?? process.env.DATABASE_URL, directory: dataDirectory ?? process.env.EM_DATA_DIRECTORY },
    (line) => log.info(line),
  );
  try {
    const client = await connect(target.url, { applicationName: "em-apply doctor" });
    const health = await examine(client).finally(() => client.end());
    if (json) process.stdout.write(`${JSON.stringify({ database: target.description, ...health })}\n`);
    else process.stdout.write(`${sentences(target.description, health).join("\n")}\n`);
    process.exitCode = health.healthy ? exitCode.done : exitCode.failed;
  } finally {
    await target.close();
  }
} catch (error) {
  process.exitCode = reportEnd(error, log);
}

function sentences(database: string, health: Health): string[] {
  return [
    `${database}: Postgres ${health.postgres}`,
    ...schemaSentences(health),
    `procedures: ${health.procedures.state}${health.procedures.state === "up to date" ? "" : "; run npm run migrate"}`,
    health.indexer === null ? "indexer: none at work" : `indexer: ${describeHolder(health.indexer)}`,
    ...progressSentences(health),
    health.healthy ? "healthy" : "not healthy",
  ];
}

function schemaSentences({ pendingMigrations, drift }: Health): string[] {
  if (pendingMigrations.length === 0 && drift.length === 0) return ["schema: as the migrations make it"];
  const pending = `schema: ${pendingMigrations.length} migrations pending (${pendingMigrations.join(", ")}); run npm run migrate`;
  if (pendingMigrations.length > 0) {
    // What is pending is missing too, which would only hide the sentence that counts.
    return [
      pending,
      ...(drift.length > 0 ? [`schema: ${drift.length} differences as it stands; --json names them`] : []),
    ];
  }
  return [...drift.map(({ object, problem }) => `schema: ${object} ${problem}`), mending];
}

function progressSentences({ progress: { block, chains, emBlock } }: Health): string[] {
  if (block === null && chains.length === 0) return ["progress: nothing indexed yet"];
  const newest =
    block === null
      ? "no block in etl_blocks"
      : `block ${block.height} of ${block.time.toISOString()}, ${block.secondsAgo} s ago`;
  return [
    `progress: ${newest}; em_block ${emBlock ?? "none"}`,
    ...chains.map(({ chainId, height }) => `progress: ${chainId} indexed to height ${height}`),
  ];
}
