import { randomBytes } from "node:crypto";
import type pg from "pg";
import { connect } from "../../src/database/connect.ts";

/** The URL of another database of the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes an empty database, or a copy of `template`, under a name of its own, and gives the name. */
export async function emptyDatabase(serverUrl: string, purpose: string, template?: string): Promise<string> {
  const name = `em_test_${purpose}_${randomBytes(6).toString("hex")}`;
  await asAdministrator(serverUrl, async (client) => {
    // Not template1, so that what somebody put there does not matter.
    const source = client.escapeIdentifier(template ?? "template0");
    await client.query(`create database ${client.escapeIdentifier(name)} template ${source}`);
  });
  return name;
}

/** Drops a database, also under those who are connected to it. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await asAdministrator(serverUrl, async (client) => {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  });
}

async function asAdministrator(serverUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = await connect(serverUrl, { applicationName: "em-apply test" });
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
