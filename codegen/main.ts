/**
 * npm run codegen: the migrated database's catalog → codegen/generated/, specs → sql/generated/, src/generated/,
 * test/generated/ and docs/rulebook*.md. A second run changes nothing. `--specs` leaves the catalog as it is and needs no Postgres;
 * `--watch` is watch.ts.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../src/database/connect.ts";
import { startEmbedded } from "../src/database/embedded.ts";
import { applyMigrations } from "../src/database/migrations.ts";
import { generateCatalog } from "./catalog.ts";
import { writeTables } from "./tables.ts";

const help = `Usage: npm run codegen -- [--specs | --watch]

Writes what follows from migrations/ and handlers/: codegen/generated/, sql/generated/, src/generated/, test/generated/ and
docs/rulebook*.md.
A second run changes nothing.

  --specs   leave the catalog of the database as it is; needs no Postgres
  --watch   do so on each change of handlers/ or sql/, replace the procedures in the database (DATABASE_URL, or the embedded
            one), and run the tests of the handlers that the change touches; until Ctrl-C

Examples:
  npm run codegen -- --specs
  npm run codegen -- --watch`;

const words = process.argv.slice(2);
const [option] = words;
if (words.length > 1 || ![undefined, "--specs", "--watch"].includes(option)) {
  const asked = words.includes("--help");
  (asked ? process.stdout : process.stderr).write(`${asked ? "" : `unknown: ${words.join(" ")}\n`}${help}\n`);
  process.exit(asked ? 0 : 64);
}
if (option === "--watch") {
  const { watchUntilInterrupted } = await import("./watch.ts");
  process.exit(await watchUntilInterrupted());
}

/** Reads the catalog from a throw-away Postgres to which the migrations were applied. */
async function writeCatalog(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "em-codegen-"));
  const postgres = await startEmbedded({ directory, settings: { fsync: "off" } });
  try {
    const client = await connect(postgres.url, { applicationName: "em-apply codegen" });
    try {
      await applyMigrations(client);
    } finally {
      await client.end();
    }
    await generateCatalog(postgres.url);
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

if (option !== "--specs") {
  await writeCatalog();
}
await writeTables();

// The specs import the catalog, so that they are loaded only now.
const { loadSpecs } = await import("./specs.ts");
const { SpecError } = await import("./compiler/check.ts");
const { writeEntityTypes } = await import("./entities.ts");
const { writeProcedures } = await import("./procedures.ts");
const { writeRulebook } = await import("./rulebook/page.ts");
const { writeSignatures } = await import("./signatures.ts");
const { writeWrappers } = await import("./wrappers.ts");
try {
  const specs = await loadSpecs();
  await writeProcedures(specs);
  await writeWrappers(specs);
  await writeSignatures(specs);
  await writeEntityTypes(specs);
  await writeRulebook(specs);
  for (const { edition, handlers, ruleSets } of specs) {
    console.log(`edition ${edition}: ${handlers.length} handlers, ${ruleSets.length} shared rule sets`);
  }
} catch (error) {
  if (!(error instanceof SpecError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
