import { randomBytes } from "node:crypto";
import pg from "pg";
import { connect } from "../../../src/database/connect.ts";
import { migrate } from "../../../src/database/migrate.ts";

const APPLICATION = { applicationName: "em-apply cases" };

/**
 * Makes migrated, empty databases on a server, and drops them when the work is done or has failed. Nothing else on the server is
 * touched.
 *
 * @param server the URL of any database on the server; its user must be allowed to create databases
 * @param count how many
 * @param work is given their URLs
 * @throws Failure when the server cannot be reached; whatever `work` throws
 */
export async function withOwnDatabases<Result>(
  server: string,
  count: number,
  work: (urls: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const client = await connect(server, APPLICATION);
  const run = randomBytes(4).toString("hex");
  const made: string[] = [];
  const create = async (template?: string): Promise<string> => {
    const name = `em_cases_${run}_${made.length + 1}`;
    const from = template === undefined ? "" : ` template ${pg.escapeIdentifier(template)}`;
    await client.query(`create database ${pg.escapeIdentifier(name)}${from}`);
    made.push(name);
    return name;
  };
  try {
    const first = await create();
    await migrate(databaseUrl(server, first));
    while (made.length < count) await create(first);
    return await work(made.map((name) => databaseUrl(server, name)));
  } finally {
    for (const name of made) await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
    await client.end();
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
