import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { runCommand, startCommand } from "./command.ts";
import { tableContents } from "./tables.ts";

const lastHeight = 500;
const kills = 10;

let devnet: Devnet;
let undisturbed: TestDatabase;
let killed: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 11, blocks: lastHeight, blocksPerSecond: 0 });
  undisturbed = await freshDatabase();
  killed = await freshDatabase();
});

afterAll(async () => {
  await devnet.stop();
  await undisturbed.drop();
  await killed.drop();
});

const flags = () => ["--rpc", devnet.url, "--end", `${lastHeight}`];

async function height(): Promise<number> {
  const result = await killed.client.query<{ height: number }>(
    "select coalesce(max(height), 0) as height from core_indexed_blocks",
  );
  return result.rows[0]?.height ?? 0;
}

describe("a streamer that is killed", () => {
  test(`${kills} times with SIGKILL ends with the same tables as an undisturbed one`, {
    timeout: 180_000,
  }, async () => {
    await runCommand(flags(), { environment: { DATABASE_URL: undisturbed.url } });
    for (let kill = 1; kill <= kills; kill++) {
      // The moment is random in earnest: somewhere in the commits after the next share of the chain.
      const target = Math.floor((lastHeight * (kill - 0.9)) / (kills + 1));
      const command = startCommand([...flags(), "--blocks-per-commit", "5"], { DATABASE_URL: killed.url });
      while ((await height()) < target && command.process.exitCode === null) {
        await delay(2);
      }
      await delay(Math.random() * 40);
      command.process.kill("SIGKILL");
      expect((await command.end()).signal, `killed before its end at ${await height()}: ${command.log()}`).toBe(
        "SIGKILL",
      );
    }
    expect(await height()).toBeLessThan(lastHeight);
    await runCommand(flags(), { environment: { DATABASE_URL: killed.url } });
    const expected = await tableContents(undisturbed.client);
    expect(expected.get("public.core_indexed_blocks")?.length).toBe(lastHeight);
    expect(expected.get("public.users")?.length).toBeGreaterThan(0);
    expect(await tableContents(killed.client)).toEqual(expected);
  });
});
