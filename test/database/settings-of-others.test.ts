/** What a server, a database or a role has set must not change what our sessions do. */
import { afterEach, describe, expect, inject, it, test } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { runCommand } from "../streamer/command.ts";
import { exportedDevnet } from "../streamer/exported-devnet.ts";
import { run } from "../support/command.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { databaseUrl, dropDatabase } from "../support/database-names.ts";

const drops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const drop of drops.splice(0)) {
    await drop();
  }
});

async function blank(): Promise<TestDatabase> {
  const database = await blankDatabase();
  drops.push(() => database.drop());
  return database;
}

/** A blank database in another encoding. */
async function encodedIn(encoding: string): Promise<string> {
  const server = inject("testServerUrl");
  const name = `em_test_encoded_${encoding.toLowerCase()}_${process.pid}`;
  const client = await connect(server, { applicationName: "em-apply test" });
  await client.query(`create database ${name} encoding '${encoding}' locale 'C' template template0`);
  await client.end();
  drops.push(() => dropDatabase(server, name));
  return databaseUrl(server, name);
}

describe.each(["LATIN1", "SQL_ASCII"])("a database in %s", (encoding) => {
  test.each(["start", "migrate", "status", "doctor"])(
    "is refused with 78 by npm run %s, and nothing is made in it",
    async (command) => {
      const url = await encodedIn(encoding);
      const { code, errors } = await run(command, url);
      expect(code).toBe(78);
      expect(errors).toContain(`is encoded in ${encoding}; UTF8 is needed`);
    },
  );
});

describe("sslmode on a server without TLS", () => {
  it.each(["prefer", "allow", "disable"])("%s connects", async (mode) => {
    const client = await connect(`${inject("testServerUrl")}?sslmode=${mode}`, { applicationName: "em-apply test" });
    await client.end();
  });

  it.each(["require", "verify-full"])("%s ends with 78 and says what to do", async (mode) => {
    const connecting = connect(`${inject("testServerUrl")}?sslmode=${mode}`, { applicationName: "em-apply test" });
    await expect(connecting).rejects.toMatchObject({ exitCode: 78 });
    await expect(connecting).rejects.toThrow(/does not support SSL connections\. The URL demands TLS/);
  });
});

test("a URL with a missing certificate is told with 78", async () => {
  const url = `${inject("testServerUrl")}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`;
  const connecting = connect(url, { applicationName: "em-apply test" });
  await expect(connecting).rejects.toMatchObject({ exitCode: 78 });
  await expect(connecting).rejects.toThrow(/\/nowhere\/ca\.pem.*Check the files/);
});

// A server that is given without a password asks for none.
test.skipIf(new URL(inject("testServerUrl")).password === "")(
  "a URL without the password that is asked for is told with 78",
  async () => {
    const url = new URL(inject("testServerUrl"));
    url.password = "";
    const connecting = connect(url.href, { applicationName: "em-apply test" });
    await expect(connecting).rejects.toMatchObject({ exitCode: 78 });
    await expect(connecting).rejects.toThrow(/asks for a password, and the URL has none/);
  },
);

test("a database with settings of its own is migrated, indexed, indexed further and found healthy", async () => {
  const database = await blank();
  const name = new URL(database.url).pathname.slice(1);
  for (const setting of [
    "search_path = elsewhere",
    "standard_conforming_strings = off",
    "quote_all_identifiers = on",
    "timezone = 'Asia/Tokyo'",
    "datestyle = 'German, DMY'",
    "intervalstyle = 'sql_standard'",
    "bytea_output = 'escape'",
    "extra_float_digits = -5",
    "transform_null_equals = on",
    "default_transaction_isolation = 'serializable'",
    "plpgsql.extra_errors = 'all'",
    "statement_timeout = '20ms'",
    "lock_timeout = '20ms'",
    "idle_in_transaction_session_timeout = '20ms'",
    "idle_session_timeout = '300ms'",
  ]) {
    await database.client.query(`alter database ${name} set ${setting}`);
  }
  const { rows: since17 } = await database.client.query(
    "select name from pg_settings where name = 'transaction_timeout'",
  );
  if (since17.length > 0) {
    await database.client.query(`alter database ${name} set transaction_timeout = '20ms'`);
  }
  const blocks = await exportedDevnet({ blocks: 30 });
  drops.push(blocks.remove);
  const environment = { DATABASE_URL: database.url };
  expect((await run("migrate", database.url)).errors).toBe("");
  await runCommand(["--source", blocks.path, "--end", "20"], { environment });
  await runCommand(["--source", blocks.path], { environment });
  expect(await run("doctor", database.url)).toMatchObject({ code: 0 });
  const { rows } = await database.client.query("select count(*)::integer as blocks from etl_blocks");
  expect(rows).toEqual([{ blocks: 30 }]);
});
