import type pg from "pg";
import { inject } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { startCounting, writeCounts } from "../branch-coverage/collect.ts";
import { databaseUrl, dropDatabase, emptyDatabase } from "./database-names.ts";

/** A database of a test's own. */
export interface TestDatabase {
  readonly url: string;
  /** A connection to it. */
  readonly client: pg.Client;
  /** Ends the connection and drops the database. */
  drop(): Promise<void>;
}

/** The chain whose blocks test/support/procedure.ts makes. */
export const testChain = "em-test";

/**
 * A new migrated database, with all tables empty: one for each test file, dropped in its `afterAll`.
 * @param edition the rules that hold on `testChain` from its first block; today's when left out
 */
export async function freshDatabase(edition?: "2025" | "2026"): Promise<TestDatabase> {
  const database = await makeDatabase(inject("testTemplate"));
  if (edition !== undefined) {
    await database.client.query("insert into em.rules (chain_id, from_height, edition) values ($1, 0, $2)", [
      testChain,
      edition,
    ]);
  }
  await startCounting(database.client);
  return {
    ...database,
    drop: async () => {
      await writeCounts(database.client);
      await database.drop();
    },
  };
}

/** A new database without anything, for tests of migrations. */
export async function blankDatabase(): Promise<TestDatabase> {
  return await makeDatabase(undefined);
}

/**
 * A copy of a database, as `createdb --template` makes it. Postgres copies none that somebody is connected to, so the connection to
 * the one that is copied is ended.
 */
export async function copyOfDatabase(database: TestDatabase): Promise<TestDatabase> {
  await database.client.end();
  return await makeDatabase(new URL(database.url).pathname.slice(1));
}

async function makeDatabase(template: string | undefined): Promise<TestDatabase> {
  const serverUrl = inject("testServerUrl");
  const name = await emptyDatabase(serverUrl, "file", template);
  const url = databaseUrl(serverUrl, name);
  const client = await connect(url, { applicationName: "em-apply test" });
  return {
    url,
    client,
    drop: async () => {
      await client.end();
      await dropDatabase(serverUrl, name);
    },
  };
}
