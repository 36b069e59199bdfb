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

  test("that is needed even to look, doctor, status and migrate end with 78 in one sentence", async () => {
    await without("usage on schema em", async () => {
      for (const command of ["doctor", "status", "migrate"]) {
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

test("a role with these rights alone indexes to the end, in one commit a block and in many", async () => {
  const environment = { DATABASE_URL: url };
  const flags = ["--source", blocks.path, "--refresh-views", "off", "--aggregates", "off"];
  await runCommand([...flags, "--end", "20", "--blocks-per-commit", "1"], { environment });
  await runCommand(flags, { environment });
  const { rows } = await database.client.query("select count(*)::integer as blocks from etl_blocks");
  expect(rows).toEqual([{ blocks: 80 }]);
});
