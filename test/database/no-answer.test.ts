/** A connection that something between has forgotten: neither end is told, and no answer comes. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { from } from "pg-copy-streams";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { startDevnet } from "../../src/devnet/devnet.ts";
import { runCommand, startCommand } from "../streamer/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { startForgetfulProxy } from "../support/forgetful-proxy.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
});

const options = { applicationName: "em-apply test", silenceMilliseconds: 300 };

describe("a statement without an answer", () => {
  test("fails when the server waits for us, and its session is ended there", async () => {
    await using proxy = await startForgetfulProxy(database.url);
    const client = await connect(proxy.url, options);
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    proxy.forget();
    await expect(client.query("select 1")).rejects.toMatchObject({
      code: "ETIMEDOUT",
      message: expect.stringMatching(/^no answer for 0.3 s, and the server waits for session \d+ to speak: /),
    });
    const find = () => database.client.query("select from pg_stat_activity where pid = $1", [rows[0]?.pid]);
    await expect.poll(async () => (await find()).rowCount).toBe(0);
  });

  test("fails within a COPY too", async () => {
    await using proxy = await startForgetfulProxy(database.url);
    const client = await connect(proxy.url, options);
    await client.query("create temporary table copied (line text)");
    const reasons: string[] = [];
    client.on("error", (error) => reasons.push(error.message));
    proxy.forget();
    const copy = client.query(from("copy copied from stdin"));
    await expect(pipeline(Readable.from(["a\n"]), copy)).rejects.toThrow("Connection terminated");
    expect(reasons).toEqual([expect.stringMatching(/^no answer for 0.3 s/)]);
  });

  test("is waited for as long as the server works on it", async () => {
    const client = await connect(database.url, options);
    const { rows } = await client.query("select 'done' as answer from pg_sleep(3)");
    expect(rows).toEqual([{ answer: "done" }]);
    await sleep(500);
    await client.end();
  });
});

test("npm start says so within a minute, with 75; the next one finds the lock free", async () => {
  await using proxy = await startForgetfulProxy(database.url);
  const devnet = await startDevnet({ seed: 3, blocks: 20, blocksPerSecond: 5 });
  const command = startCommand(["--rpc", devnet.url, "--aggregates", "off"], { DATABASE_URL: proxy.url });
  await expect.poll(() => command.log(), { timeout: 60_000 }).toContain('"msg":"block"');
  const began = performance.now();
  proxy.forget();
  expect((await command.end()).code, command.log()).toBe(75);
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(command.log()).toMatch(/applying blocks? .* failed: no answer for 10 s, and the server waits for session/);
  await runCommand(["--rpc", devnet.url, "--end", "25"], { environment: { DATABASE_URL: database.url } });
  await devnet.stop();
});
