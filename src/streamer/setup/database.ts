import type { Logger } from "pino";
import { describeAddress } from "../../address.ts";
import type { Config } from "../../config.ts";
import { connect } from "../../database/connect.ts";
import { startEmbedded } from "../../database/embedded.ts";
import { migrate } from "../../database/migrate.ts";

/** The database of a run. */
export interface RunDatabase {
  readonly url: string;
  /** A command that shows the tables, with what it needs to get in. */
  readonly howToLook: string;
  /** Ends an embedded server; does nothing to any other. */
  close(): Promise<void>;
}

/**
 * Opens the database that is configured, or starts the embedded one. The embedded one, and one without a single table of ours,
 * is migrated; any other is left as it is, because changing a database that serves an API is its operator's decision.
 */
export async function openDatabase(config: Config, log: Logger): Promise<RunDatabase> {
  if (config.database !== undefined) {
    if (await isEmpty(config.database)) {
      await migrateNow(config.database, log);
    }
    return {
      url: config.database,
      howToLook: `psql "$DATABASE_URL" -c 'select * from em_rejections limit 10'`,
      close: async () => undefined,
    };
  }
  log.info(`no database is configured: using an embedded Postgres, kept in ${config.dataDirectory}`);
  const embedded = await startEmbedded({ directory: config.dataDirectory, log: (line) => log.info(line) });
  try {
    await migrateNow(embedded.url, log);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  const howToLook = `PGPASSFILE='${embedded.passwordFile}' psql ${describeAddress(embedded.url)} -c 'select user_id, handle, name from users limit 10'`;
  log.info(`the tables are there while this runs: ${howToLook}`);
  return { url: embedded.url, howToLook: `start again, then ${howToLook}`, close: () => embedded.stop() };
}

async function isEmpty(url: string): Promise<boolean> {
  const client = await connect(url, { applicationName: "em-apply start" });
  try {
    const result = await client.query<{ empty: boolean }>(
      "select to_regclass('public.blocks') is null and to_regclass('em.procedures') is null as empty",
    );
    return result.rows[0]?.empty === true;
  } finally {
    await client.end();
  }
}

async function migrateNow(url: string, log: Logger): Promise<void> {
  const { migrations, procedures } = await migrate(url, { log: (line) => log.info(line) });
  if (migrations.length > 0 || procedures.changed) {
    log.info({ migrations: migrations.length, procedures: procedures.files }, "migrated the database");
  }
}
