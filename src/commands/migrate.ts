/** npm run migrate: brings schema and procedures of the database to the state of this tree. */
import { Command } from "@commander-js/extra-typings";
import { withoutSecrets } from "../address.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { type MigrationReport, migrate } from "../database/migrate.ts";
import { exitCode, reportEnd } from "../exit.ts";
import { createLog } from "../log.ts";
import { targetOf } from "./target.ts";

const command = new Command("npm run migrate --")
  .description(
    "Brings the schema and the procedures of a database to the state of this tree. A second run changes nothing. " +
      "The database is that of DATABASE_URL, or the embedded Postgres under .data.",
  )
  .option("--database <url>", "the database (DATABASE_URL, otherwise the embedded Postgres)")
  .option(
    "--data-directory <folder>",
    "where the embedded Postgres keeps its data (EM_DATA_DIRECTORY, otherwise .data)",
  )
  .option("--dry-run", "only say what would be done", false)
  .option("--mend", "take out rows that stand in the way, and keep them in em.mended_rows", false)
  .option("--json", "say it as one JSON object on standard output", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run migrate                                  the database of DATABASE_URL, or the embedded one
  npm run migrate -- --dry-run --database postgres://user:password@localhost:5432/audius

Exit codes: 0 done, 1 refused by the database, 64 usage, 75 try again later, 78 configuration.`,
  )
  .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

const log = createLog({ level: "info" });
const { database, dataDirectory, dryRun, mend, json } = command.opts();

try {
  const target = await targetOf({ database, dataDirectory }, log);
  try {
    const report = await migrate(target.url, { dryRun, mend, log: (line) => log.info(line) });
    if (json) {
      process.stdout.write(`${JSON.stringify({ database: target.description, ...report })}\n`);
    } else {
      process.stdout.write(`${sentences(target.description, report).join("\n")}\n`);
    }
  } finally {
    await target.close();
  }
} catch (error) {
  process.exitCode = reportEnd(foreseenFailure(error, "migrating") ?? error, log);
}

function sentences(
  database: string,
  { dryRun, migrations, additions, mended, hints, procedures, triggers }: MigrationReport,
): string[] {
  const advice = hints.map((hint) => `  to be known: ${hint}`);
  const changes = [...migrations, ...additions, ...mended];
  if (changes.length === 0 && !procedures.changed && triggers?.changed !== true) {
    return [`${database} is up to date: nothing changed.`, ...advice];
  }
  const done = dryRun ? "would be" : "were";
  const lines = [`${database}:`];
  if (migrations.length > 0) {
    lines.push(`  ${migrations.length} migrations ${done} applied: ${migrations.join(", ")}`);
  }
  if (additions.length > 0) {
    lines.push(`  to tables that were there ${done} added: ${additions.join(", ")}`);
  }
  lines.push(...mended.map((line) => `  ${dryRun ? "would be mended: " : ""}${line}`));
  if (procedures.changed) {
    lines.push(`  the procedures ${done} replaced by those of ${procedures.files} files (${procedures.reason})`);
  }
  if (triggers?.changed === true) {
    lines.push(
      `  the triggers that keep aggregates and notifications ${done} brought up to date (${triggers.functions} functions)`,
    );
  }
  return [...lines, ...advice];
}
