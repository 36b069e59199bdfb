import type { Health } from "../database/health.ts";
import { faultSentences } from "../database/height-faults.ts";
import { describeHolder } from "../database/locks.ts";
import { describeAge } from "../streamer/monitoring/age.ts";
import { type TriggerCheck, triggerSentences } from "./trigger-check.ts";

/** Where migrate cannot help, somebody changed what was there, and may have meant it. */
const mending =
  "schema: npm run migrate adds missing columns and indexes and puts functions right; a missing table is made again by its file in " +
  "migrations/, run by psql; whatever else differs has to be put back by hand";

/**
 * Says what was found out about a database itself, a line each; the verdict comes after it.
 * @param database where it is, without a password
 */
export function healthSentences(database: string, health: Health, triggers: TriggerCheck): string[] {
  return [
    `${database}: Postgres ${health.postgres}`,
    ...schemaSentences(health),
    ...health.missingRights.map((right) => `rights: ${right} is not granted to us; see docs/operating.md, "Rights"`),
    `procedures: ${health.procedures.state}${health.procedures.state === "up to date" ? "" : "; run npm run migrate"}`,
    ...triggerSentences(triggers),
    health.indexer === null ? "indexer: not running" : `indexer: ${describeHolder(health.indexer)}`,
    ...aggregateSentences(health),
    ...health.rows.map(({ object, problem }) => `rows: ${object} ${problem}`),
    ...(health.rows.length === 0
      ? []
      : ["rows: npm run migrate -- --mend takes out what it can, and keeps it in em.mended_rows"]),
    ...(health.heights === null ? [] : faultSentences(health.heights).map((line) => `heights: ${line}`)),
    ...health.warnings.map((warning) => `warning: ${warning}`),
    ...progressSentences(health),
  ];
}

function aggregateSentences({ aggregates }: Health): string[] {
  if (aggregates === null) {
    return [];
  }
  return aggregates.areCurrent
    ? ["aggregates: current, by our triggers"]
    : ["aggregates: behind; npm start rebuilds them at the head, or npm run aggregates -- --rebuild at once"];
}

function schemaSentences({ pendingMigrations, drift }: Health): string[] {
  if (pendingMigrations.length === 0 && drift.length === 0) {
    return ["schema: as the migrations make it"];
  }
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
  if (block === null && chains.length === 0) {
    return ["progress: nothing indexed yet"];
  }
  const newest =
    block === null
      ? "no block in etl_blocks"
      : `block ${block.height} of ${block.time.toISOString()}, ${describeAge(block.secondsAgo, "the server's clock")}`;
  return [
    `progress: ${newest}; em_block ${emBlock ?? "none"}`,
    ...chains.map(({ chainId, height }) => `progress: ${chainId} indexed to height ${height}`),
  ];
}
