import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { startEmbedded } from "../../src/database/embedded.ts";
import { migrate } from "../../src/database/migrate.ts";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { runCommand, startCommand } from "./command.ts";
import { tableContents, tableDifferences } from "./tables.ts";

const lastHeight = 500;
const kills = 10;

let devnet: Devnet;
let undisturbed: TestDatabase;
let killed: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 11, blocks: lastHeight, blocksPerSecond: 0, mix: "dense" });
  undisturbed = await freshDatabase();
  killed = await freshDatabase();
});

afterAll(async () => {
  await devnet.stop();
  await undisturbed.drop();
  await killed.drop();
});

const flags = (node: Devnet = devnet) => ["--rpc", node.url, "--end", `${lastHeight}`];

/**
 * The same chain, served only up to where it is told to: what is to be killed under way must not be done before, however late the
 * machine lets us look.
 */
async function servedByAndBy<Result>(
  use: (node: Devnet, upTo: (height: number) => void) => Promise<Result>,
): Promise<Result> {
  const node = await startDevnet({ seed: 11, blocks: 1, blocksPerSecond: 0, mix: "dense" });
  try {
    return await use(node, (height) => node.advance(height - node.head()));
  } finally {
    await node.stop();
  }
}

async function heightIn(client: pg.Client): Promise<number> {
  const result = await client.query<{ height: number }>(
    "select coalesce(max(height), 0) as height from core_indexed_blocks",
  );
  return result.rows[0]?.height ?? 0;
}

describe("a streamer that is killed", () => {
  test(`${kills} times with SIGKILL ends with the same tables as an undisturbed one`, {
    timeout: 600_000,
  }, async () => {
    await runCommand(flags(), { environment: { DATABASE_URL: undisturbed.url } });
    await servedByAndBy(async (node, upTo) => {
      for (let kill = 1; kill <= kills; kill++) {
        // The moment is random in earnest: somewhere in the commits of the next share of the chain.
        upTo(Math.floor((lastHeight * kill) / (kills + 1)));
        const target = Math.floor((lastHeight * (kill - 0.9)) / (kills + 1));
        const command = startCommand([...flags(node), "--blocks-per-commit", "5"], { DATABASE_URL: killed.url });
        while ((await heightIn(killed.client)) < target && command.process.exitCode === null) {
          await delay(2);
        }
        await delay(Math.random() * 40);
        command.process.kill("SIGKILL");
        expect(
          (await command.end()).signal,
          `killed before its end at ${await heightIn(killed.client)}: ${command.log()}`,
        ).toBe("SIGKILL");
      }
    });
    await runCommand(flags(), { environment: { DATABASE_URL: killed.url } });
    const expected = await tableContents(undisturbed.client);
    expect(expected.get("public.core_indexed_blocks")?.length).toBe(lastHeight);
    expect(expected.get("public.users")?.length).toBeGreaterThan(0);
    expect(tableDifferences(expected, await tableContents(killed.client))).toEqual([]);
  });

  test("is told when Postgres is killed with SIGKILL, and goes on after its recovery", {
    timeout: 600_000,
  }, async () => {
    const directory = await mkdtemp(join(tmpdir(), "em-killed-postgres-"));
    // With fsync, as in production: what was committed must be there after the recovery.
    const settings = { fsync: "on" };
    try {
      let server = await startEmbedded({ directory, settings });
      await migrate(server.url);
      await servedByAndBy(async (node, upTo) => {
        for (const target of [60, 150, 240]) {
          upTo(target + 60);
          const environment = { DATABASE_URL: server.url };
          const command = startCommand([...flags(node), "--blocks-per-commit", "5"], environment);
          const client = await connect(server.url, { applicationName: "em-apply test" });
          const postmaster = await postmasterOf(client);
          while ((await heightIn(client)) < target && command.process.exitCode === null) {
            await delay(2);
          }
          process.kill(postmaster, "SIGKILL");
          expect((await command.end()).code, command.log()).toBe(75);
          expect(command.log()).toMatch(
            /the connection to the database was lost|the database is shutting down|the database crashed/,
          );
          await client.end().catch(() => undefined);
          server = await startEmbedded({ directory, settings });
        }
      });
      await runCommand(flags(), { environment: { DATABASE_URL: server.url } });
      const client = await connect(server.url, { applicationName: "em-apply test" });
      expect(tableDifferences(await tableContents(undisturbed.client), await tableContents(client))).toEqual([]);
      await client.end();
      await server.stop();
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});

/** Process id of the server's first process, which its data folder names. */
async function postmasterOf(client: pg.Client): Promise<number> {
  const result = await client.query<{ data_directory: string }>("show data_directory");
  const file = await readFile(join(result.rows[0]?.data_directory ?? "", "postmaster.pid"), "utf8");
  return Number(file.split("\n")[0]);
}
