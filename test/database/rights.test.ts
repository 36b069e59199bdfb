/** A role that may only read and write rows indexes; where a right of these is missing, it is named before the first block. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { missingRights } from "../../src/database/rights.ts";
import { openSession } from "../../src/streamer/setup/session.ts";
import { runCommand } from "../streamer/command.ts";
import { exportedDevnet } from "../streamer/exported-devnet.ts";
import { run } from "../support/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let url: string;
let blocks: Awaited<ReturnType<typeof exportedDevnet>>;
const role = `em_test_role_${process.pid}`;

beforeAll(async () => {
  database = await freshDatabase();
  blocks = await exportedDevnet({ blocks: 80 });
  await database.client.query(`create role ${role} login password 'secret'`);
  const address = new URL(database.url);
  address.username = role;
  address.password = "secret";
  url = address.href;
  const client = await connect(url, { applicationName: "em-apply test" });
  const missing = await missingRights(client);
  expect(missing).toContain("insert on follows");
  expect(missing).toContain("usage on schema em");
  for (const right of missing) {
    await database.client.query(`grant ${right} to ${role}`);
  }
  expect(await missingRights(client)).toEqual([]);
  await client.end();
});

afterAll(async () => {
  await database.client.query(`drop owned by ${role}`);
  await database.client.query(`drop role ${role}`);
  await database.drop();
  await blocks.remove();
});

/** Runs something while the role is without a right. */
async function without<Result>(right: string, work: () => Promise<Result>): Promise<Result> {
  await database.client.query(`revoke ${right} from ${role}`);
  try {
    return await work();
  } finally {
    await database.client.query(`grant ${right} to ${role}`);
  }
}

describe("without one right", () => {
  test.each([
    "insert on follows",
    "update on em.settings",
    "select on em.migrations",
    "insert on etl_blocks",
    "usage on schema em",
    "usage on sequence etl_blocks_id_seq",
  ])("%s, indexing does not begin", async (right) => {
    await without(right, async () => {
      await expect(openSession(url)).rejects.toMatchObject({
        exitCode: 78,
        message: `the role ${role} is not granted ${right}; grant it as the owner (docs/operating.md, "Rights")`,
      });
    });
  });

  test("npm start ends with 78, and doctor says it", async () => {
    await without("insert on follows", async () => {
      const log = await runCommand(["--source", blocks.path], { environment: { DATABASE_URL: url }, code: 78 });
      expect(log).toContain("is not granted insert on follows");
      const { code, output } = await run("doctor", url);
      expect(code).toBe(1);
      expect(output).toContain("rights: insert on follows is not granted to us");
    });
  });

  test("that is needed even to look, every command ends with 78 in one sentence", async () => {
    await without("usage on schema em", async () => {
      for (const command of ["doctor", "status", "migrate", "aggregates"]) {
        const { code, errors } = await run(command, url);
        expect(errors).toMatch(/permission denied for schema em.*must grant that right/);
        expect(code, command).toBe(78);
      }
    });
  });
});

test("a role with these rights alone is healthy to doctor, and status tells it how far the index is", async () => {
  expect(await run("doctor", url)).toMatchObject({ code: 0, errors: "" });
  expect(await run("status", url)).toMatchObject({ code: 0, errors: "" });
});

test("only an owner refreshes the views: the log names --refresh-views off, and indexing goes on", async () => {
  const environment = { DATABASE_URL: url };
  const log = await runCommand(["--source", blocks.path, "--end", "2", "--aggregates", "off"], { environment });
  expect(log).toMatch(
    /cannot refresh the materialized views: .* materialized view mv_\w+: only their owner may.*; --refresh-views off leaves it to others; indexing goes on/,
  );
});

test("only an owner switches the triggers of aggregates: 78 before the first block, with --aggregates off named", async () => {
  const environment = { DATABASE_URL: url };
  for (const when of ["head", "always"]) {
    const flags = ["--source", blocks.path, "--end", "5", "--refresh-views", "off", "--aggregates", when];
    const log = await runCommand(flags, { environment, code: 78 });
    expect(log).toMatch(/only the owner of \w+, .* may switch the triggers there .* with --aggregates off/);
  }
  const { rows } = await database.client.query("select max(block_height)::integer as height from etl_blocks");
  expect(rows).toEqual([{ height: 2 }]);
});

test("a role with these rights alone indexes to the end, in one commit a block and in many", async () => {
  const environment = { DATABASE_URL: url };
  const flags = ["--source", blocks.path, "--refresh-views", "off", "--aggregates", "off"];
  await runCommand([...flags, "--end", "20", "--blocks-per-commit", "1"], { environment });
  await runCommand(flags, { environment });
  const { rows } = await database.client.query("select count(*)::integer as blocks from etl_blocks");
  expect(rows).toEqual([{ blocks: 80 }]);
});

test("with the rights that docs/operating.md names, a role indexes while the triggers are on", async () => {
  expect((await run("aggregates", database.url, "--rebuild")).code).toBe(0);
  for (const grant of [
    "usage on schema public, em, em_2025, em_2026, em_genesis",
    "select, insert, update, delete on all tables in schema public, em",
    "usage on all sequences in schema public, em",
  ]) {
    await database.client.query(`grant ${grant} to ${role}`);
  }
  const more = await exportedDevnet({ blocks: 120 });
  await runCommand(["--source", more.path, "--refresh-views", "off"], { environment: { DATABASE_URL: url } });
  await more.remove();
  const { rows } = await database.client.query("select count(*)::integer as blocks from etl_blocks");
  expect(rows).toEqual([{ blocks: 120 }]);
});
