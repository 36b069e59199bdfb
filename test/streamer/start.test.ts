import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { until } from "../chain/fake-node.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { type Command, runCommand, startCommand } from "./command.ts";

let devnet: Devnet;
let database: TestDatabase;
const commands: Command[] = [];

beforeAll(async () => {
  devnet = await startDevnet({ seed: 7, blocks: 60, blocksPerSecond: 0 });
  database = await freshDatabase();
});

afterAll(async () => {
  await devnet.stop();
  await database.drop();
});

afterEach(async () => {
  for (const command of commands.splice(0)) {
    command.process.kill("SIGKILL");
    await command.end();
  }
});

function start(...flags: string[]): Command {
  const command = startCommand(flags, { DATABASE_URL: database.url, CORE_RPC_URL: devnet.url });
  commands.push(command);
  return command;
}

async function height(): Promise<number> {
  const result = await database.client.query<{ height: number }>(
    "select coalesce(max(height), 0) as height from core_indexed_blocks",
  );
  return result.rows[0]?.height ?? 0;
}

async function untilIndexed(where: TestDatabase, chainId: string, height: number): Promise<void> {
  for (let isThere = false; !isThere; await delay(20)) {
    const result = await where.client.query("select from core_indexed_blocks where chain_id = $1 and height = $2", [
      chainId,
      height,
    ]);
    isThere = result.rowCount === 1;
  }
}

describe("npm start", () => {
  test("indexes a node up to --end, and goes on where it stood", async () => {
    const environment = { DATABASE_URL: database.url };
    await runCommand(["--rpc", devnet.url, "--end", "30"], { environment });
    expect(await height()).toBe(30);
    const log = await runCommand(["--rpc", devnet.url, "--end", "40"], { environment });
    expect(log).toContain("going on after block 30");
    expect(await height()).toBe(40);
  });

  test("follows the chain until it is interrupted, and ends between two blocks with 0", async () => {
    const command = start();
    await until(() => command.log().includes("going on after"), "it indexes");
    devnet.advance(1);
    await untilIndexed(database, devnet.chainId, 61);
    command.process.kill("SIGINT");
    expect(await command.end()).toEqual({ code: 0, signal: null });
    expect(command.log()).toContain("interrupted: the tables stand at block 61");
    expect(await height()).toBe(61);
  });

  test("says who indexes already, and ends with 75", async () => {
    const first = start();
    await until(() => first.log().includes("going on after"), "the first one indexes");
    const log = await runCommand([], {
      environment: { DATABASE_URL: database.url, CORE_RPC_URL: devnet.url },
      code: 75,
    });
    expect(log).toMatch(
      /session \d+ of the database \(em-apply indexer, pid \d+ on .*since 20.*applies blocks to .* already, and has been silent since 20.*; only one may/,
    );
  });

  test("halts where its node goes over to a new chain, and goes over itself where it is told to", async () => {
    const node = await startDevnet({ seed: 8, blocks: 10, blocksPerSecond: 0, chainId: "old" });
    const other = await freshDatabase();
    try {
      const environment = { DATABASE_URL: other.url, CORE_RPC_URL: node.url };
      const command = startCommand([], environment);
      commands.push(command);
      await untilIndexed(other, "old", 10);
      node.rollover("new", 4);
      expect((await command.end()).code).toBe(78);
      expect(command.log()).toContain("--next-chain new@HEIGHT");
      const next = startCommand(["--next-chain", "new@1"], environment);
      commands.push(next);
      await untilIndexed(other, "new", 4);
      node.advance(1);
      await untilIndexed(other, "new", 5);
      next.process.kill("SIGINT");
      expect((await next.end()).code).toBe(0);
      const rollovers = await other.client.query(
        "select old_chain_id, new_chain_id, last_height::integer, first_height::integer from em.chain_rollovers",
      );
      expect(rollovers.rows).toEqual([{ old_chain_id: "old", new_chain_id: "new", last_height: 10, first_height: 1 }]);
      const blocks = await other.client.query("select count(*)::integer as count, max(number) as newest from blocks");
      const indexed = await other.client.query(
        "select chain_id, count(*)::integer as count from core_indexed_blocks group by chain_id order by chain_id",
      );
      expect(indexed.rows).toEqual([
        { chain_id: "new", count: 5 },
        { chain_id: "old", count: 10 },
      ]);
      expect(blocks.rows[0]?.newest).toBe(blocks.rows[0]?.count);
    } finally {
      await node.stop();
      await other.drop();
    }
  });

  test("serves its state by HTTP", async () => {
    const command = start("--http-port", "0");
    await until(() => command.log().includes("/metrics are at"), "the port is told");
    const url = /are at (http:[^"]*)/.exec(command.log())?.[1];
    await until(() => command.log().includes("going on after"), "it indexes");
    const ready = await fetch(`${url}/ready`);
    expect([200, 503]).toContain(ready.status);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain("em_head 61");
  });

  test("refuses procedures that are not of this tree, with the command to run", async () => {
    const other = await freshDatabase();
    try {
      await other.client.query("update em.procedures set content_hash = 'another'");
      const log = await runCommand(["--rpc", devnet.url], { environment: { DATABASE_URL: other.url }, code: 78 });
      expect(log).toMatch(/are not those of this tree: run `npm run migrate`/);
    } finally {
      await other.drop();
    }
  });

  test("does not index the built-in devnet into a database of a real chain", async () => {
    const other = await freshDatabase();
    try {
      await other.client.query(
        "insert into core_indexed_blocks (blockhash, chain_id, height) values ('b', 'audius-mainnet-alpha-beta', 7)",
      );
      const log = await runCommand([], { environment: { DATABASE_URL: other.url }, code: 78 });
      expect(log).toContain(
        'the database holds chain \\"audius-mainnet-alpha-beta\\": the built-in devnet is not indexed',
      );
    } finally {
      await other.drop();
    }
  });

  test("goes over from the built-in devnet to no chain", async () => {
    const other = await freshDatabase();
    const node = await startDevnet({ seed: 9, blocks: 5, blocksPerSecond: 0, chainId: "real" });
    try {
      const environment = { DATABASE_URL: other.url };
      await runCommand(["--end", "5", "--devnet-blocks", "5"], { environment });
      expect(await runCommand(["--rpc", node.url], { environment, code: 78 })).toContain(
        "the database was filled from the built-in devnet",
      );
      await runCommand(["--end", "6"], { environment });
    } finally {
      await node.stop();
      await other.drop();
    }
  });

  test("ends with 75 and a sentence when nobody answers for the database", async () => {
    const log = await runCommand(["--rpc", devnet.url], {
      environment: { DATABASE_URL: "postgres://nobody@127.0.0.1:9/none" },
      code: 75,
    });
    expect(log).toMatch(/cannot connect to postgres:\/\/nobody@127.0.0.1:9\/none/);
  });

  test("reads standard input, and names the line that is wrong", async () => {
    const other = await freshDatabase();
    try {
      const environment = { DATABASE_URL: other.url };
      const block = (at: number) =>
        JSON.stringify({
          height: at,
          hash: `h${at}`,
          chainId: "piped",
          timestamp: "2026-01-01T00:00:00Z",
          transactions: [],
        });
      await runCommand(["--source", "-"], { environment, input: `${block(5)}\n${block(6)}\n` });
      const log = await runCommand(["--source", "-"], {
        environment,
        input: `${block(6)}\n${block(7)}\n{"height":`,
        code: 1,
      });
      expect(log).toContain("line 3 of standard input: not JSON");
      const result = await other.client.query("select chain_id, height from core_indexed_blocks order by height");
      expect(result.rows).toEqual([5, 6, 7].map((at) => ({ chain_id: "piped", height: at })));
    } finally {
      await other.drop();
    }
  });

  test.each([
    [["--nonsense"], 64, "unknown option"],
    [["--start", "x"], 64, "--start x: must be a whole number"],
    [
      ["--next-chain", "new"],
      64,
      "--next-chain new: must be a chain's id and a height, such as audius-mainnet-beta@1200",
    ],
    [["--source", "/nowhere"], 64, "--source /nowhere: there is no such file"],
  ])("refuses %j", async (flags, code, words) => {
    expect(await runCommand(flags, { code })).toContain(words);
  });

  test("explains itself", async () => {
    const command = startCommand(["--help"]);
    let text = "";
    command.process.stdout?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
    });
    expect((await command.end()).code).toBe(0);
    expect(text).toContain("npm start -- --source blocks.ndjson");
    expect(text).toContain("CORE_RPC_URL");
  });
});
