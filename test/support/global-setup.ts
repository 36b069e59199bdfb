import type { TestProject } from "vitest/node";
import { connect } from "../../src/database/connect.ts";
import { migrate } from "../../src/database/migrate.ts";
import { databaseUrl, dropDatabase, emptyDatabase } from "./database-names.ts";
import { startTestServer } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A database of the run's server, to connect to for making others. */
    testServerUrl: string;
    /** The name of the migrated database that tests copy. */
    testTemplate: string;
  }
}

/** Before the first test: starts the server, and makes the migrated database that `freshDatabase` copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = await makeTemplate(server.url).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  console.log(`tests run on ${server.description}`);
  project.provide("testServerUrl", server.url);
  project.provide("testTemplate", template);
  return async () => {
    await dropDatabase(server.url, template);
    await server.stop();
  };
}

async function makeTemplate(serverUrl: string): Promise<string> {
  const template = await emptyDatabase(serverUrl, "template");
  await migrate(databaseUrl(serverUrl, template));
  await closeToConnections(serverUrl, template);
  return template;
}

/** A database can only be copied while nobody is connected to it. */
async function closeToConnections(serverUrl: string, name: string): Promise<void> {
  const client = await connect(serverUrl, { applicationName: "em-apply test" });
  try {
    await client.query(`alter database ${client.escapeIdentifier(name)} with allow_connections false`);
  } finally {
    await client.end();
  }
}
