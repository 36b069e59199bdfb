import { Code } from "@connectrpc/connect";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { FakeNode, testBlock } from "../chain/fake-node.ts";
import { type Ended, run } from "../support/command.ts";
import { blankDatabase, copyOfDatabase, freshDatabase, type TestDatabase } from "../support/database.ts";

const head = 30;

let devnet: Devnet;
let whole: TestDatabase;
let database: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 12, blocks: head, blocksPerSecond: 0, mix: "dense" });
  whole = await blankDatabase();
  expect((await index(whole, devnet.url, head)).code).toBe(0);
});

afterAll(async () => {
  await devnet.stop();
  await whole.drop();
});

beforeEach(async () => {
  database = await copyOfDatabase(whole);
});

afterEach(async () => {
  devnet.setFaults(undefined);
  await database.drop();
});

function index(into: TestDatabase, url: string, end: number, ...flags: string[]): Promise<Ended> {
  return run("start", into.url, "--rpc", url, "--end", `${end}`, "--sync-validators", "off", ...flags);
}

function doctor(...flags: string[]): Promise<Ended> {
  return run("doctor", database.url, "--rpc", devnet.url, ...flags);
}

/** What --json says after the database's own health: the ranges that differ, and the comparison. */
function found({ output }: Ended): { readonly ranges: unknown[]; readonly comparison: unknown } {
  const lines = output
    .trim()
    .split("\n")
    .slice(1)
    .map((line): unknown => JSON.parse(line));
  return {
    ranges: lines.flatMap((line) => (isRange(line) ? [line.differs] : [])),
    comparison: lines.at(-1),
  };
}

function isRange(line: unknown): line is { differs: unknown } {
  return typeof line === "object" && line !== null && "differs" in line;
}

describe("npm run doctor -- --rpc", () => {
  it("names heights that are missing, that have too much, or that hold another block", async () => {
    await database.client.query(`
      delete from core_indexed_blocks where height in (5, 6);
      delete from etl_blocks where block_height in (5, 6, 8);
      delete from etl_transactions where block_height in (5, 6);
      insert into etl_blocks (proposer_address, block_height, block_time)
      select proposer_address, block_height, block_time from etl_blocks where block_height = 10;
      insert into etl_transactions (tx_hash, block_height, tx_index, tx_type, created_at)
      select 'more', block_height, 99, 'play', block_time from etl_blocks where block_height = 12;
      update core_indexed_blocks set blockhash = 'other' where height = 14;
      update etl_transactions set tx_hash = 'changed' where block_height = 16 and tx_index = 0`);
    const sizes = [5, 6].map((height) => devnet.chain.block(height).transactions.length);
    const [lost] = devnet.chain.block(16).transactions;
    const ended = await doctor("--json");
    expect(ended).toMatchObject({ code: 1, errors: "" });
    expect(found(ended)).toMatchObject({
      ranges: [
        {
          from: 5,
          to: 6,
          problems: ["not_in_core_indexed_blocks", "not_in_etl_blocks", "missing_transactions"],
          missing: { count: sizes.reduce((sum, size) => sum + size, 0) },
        },
        { from: 8, to: 8, problems: ["not_in_etl_blocks"] },
        { from: 10, to: 10, problems: ["repeated_in_etl_blocks"] },
        { from: 12, to: 12, problems: ["unexpected_transactions"], unexpected: { count: 1, hashes: ["more"] } },
        { from: 14, to: 14, problems: ["other_hash"] },
        {
          from: 16,
          to: 16,
          problems: ["missing_transactions", "unexpected_transactions"],
          missing: { count: 1, hashes: [lost?.hash] },
          unexpected: { count: 1, hashes: ["changed"] },
        },
      ],
      comparison: { comparison: { from: 1, to: head, differing: 7, first: { height: 5 } } },
    });
    const told = await doctor();
    expect(told.output).toMatch(
      /^blocks 5 to 6: not in core_indexed_blocks; not in etl_blocks; \d+ transactions missing \(\d+ ManageEntity\): \S+, \S+, \S+ and \d+ more$/m,
    );
    expect(told.output).toMatch(/^block 14: another hash than the node's$/m);
  });

  it("compares the heights that are asked for, also those that the database has not come to", async () => {
    const ended = await doctor("--from", "29", "--to", "32", "--json");
    expect(ended).toMatchObject({ code: 75, errors: "" });
    expect(found(ended)).toMatchObject({
      ranges: [],
      comparison: { comparison: { from: 29, to: 30, left: { from: 31, to: 32 } } },
    });
    expect((await doctor("--from", "29", "--to", "32")).output).toMatch(
      /^node: blocks 31 to 32 not compared: the node is at block 30; run this again with --from 31 once it has them\nhealthy as far as it was compared$/m,
    );
    expect((await doctor("--from", "40", "--to", "41")).output).toMatch(
      /^node: no block of devnet was compared\nnode: blocks 40 to 41 not compared: the node is at block 30; /m,
    );
    devnet.setFaults(({ rpc }) => (rpc === "getNodeInfo" ? { kind: "headBack", by: 10 } : undefined));
    expect(found(await doctor("--json"))).toMatchObject({
      comparison: { comparison: { from: 1, to: 20, whole: true, left: { from: 21, to: 30 } } },
    });
  });

  it("asks for no height beyond those that it compares", async () => {
    devnet.setFaults(({ heights }) =>
      heights.some((height) => height > 20) ? { kind: "error", code: Code.FailedPrecondition } : undefined,
    );
    expect(await doctor("--to", "20")).toMatchObject({ code: 0, errors: "" });
  });

  it("ends with 75 when nobody answers, with 78 for a node of another chain, with 64 for flags that make no sense", async () => {
    const silent = await run("doctor", database.url, "--rpc", "http://127.0.0.1:1");
    expect(silent.code).toBe(75);
    expect(silent.errors).toMatch(/Is the address right, and the node running\?/);
    const other = await startDevnet({ seed: 12, blocks: 3, blocksPerSecond: 0, chainId: "other", mix: "dense" });
    try {
      const ended = await run("doctor", database.url, "--rpc", other.url);
      expect(ended.code).toBe(78);
      expect(ended.errors).toMatch(/serves chain \\"other\\", but the database holds \\"devnet\\"/);
    } finally {
      await other.stop();
    }
    expect((await run("doctor", database.url, "--from", "3")).code).toBe(64);
    expect((await doctor("--from", "9", "--to", "8")).code).toBe(64);
    expect((await doctor("--from", "31")).code).toBe(64);
    expect((await doctor("--from", "x")).code).toBe(64);
    expect((await run("doctor", database.url, "--rpc", "node")).code).toBe(64);
  });

  it("wants a migrated database, and finds one without a block as it is", async () => {
    const blank = await blankDatabase();
    const ended = await run("doctor", blank.url, "--rpc", devnet.url);
    expect(ended.code).toBe(78);
    expect(ended.errors).toMatch(/run `npm run migrate` before comparing it/);
    await blank.drop();
    const fresh = await freshDatabase();
    const empty = await run("doctor", fresh.url, "--rpc", devnet.url);
    expect(empty).toMatchObject({ code: 0, errors: "" });
    expect(empty.output).toMatch(/^progress: nothing indexed yet\nhealthy$/m);
    await fresh.drop();
  });

  it("tells of blocks before the first one of the database, unless it is asked to begin there", async () => {
    const late = await freshDatabase();
    try {
      await index(late, devnet.url, 30, "--start", "21");
      const ended = await run("doctor", late.url, "--rpc", devnet.url);
      expect(ended).toMatchObject({ code: 1, errors: "" });
      expect(ended.output).toMatch(/^blocks 1 to 20: not in the database, though the node has them$/m);
      expect(ended.output).toMatch(/^node: blocks 21 to 30 of devnet compared, /m);
      expect((await run("doctor", late.url, "--rpc", devnet.url, "--from", "21")).code).toBe(0);
    } finally {
      await late.drop();
    }
  });

  it("leaves out the blocks of a production clone that have no raw rows", async () => {
    await database.client.query(`
      delete from etl_blocks where block_height <= 25;
      delete from etl_transactions where block_height <= 25`);
    const ended = await doctor();
    expect(ended).toMatchObject({ code: 0, errors: "" });
    expect(ended.output).toMatch(
      /^node: blocks 1 to 25 were indexed without rows in etl_blocks: not compared\nnode: blocks 26 to 30 of devnet compared, /m,
    );
  });
});

describe("npm run doctor -- --rpc, of a database with two chains", () => {
  it("compares the node's chain, and takes the rows of the other under the same heights for no surplus", async () => {
    const node = await startDevnet({ seed: 13, blocks: 20, blocksPerSecond: 0, chainId: "old", mix: "dense" });
    const both = await freshDatabase();
    try {
      await index(both, node.url, 20);
      node.rollover("new", 12);
      // The height of --end counts on the new chain.
      await index(both, node.url, 12, "--next-chain", "new@1");
      expect(await run("doctor", both.url, "--rpc", node.url)).toMatchObject({ code: 0, errors: "" });
      await both.client.query(`
        delete from etl_transactions using etl_blocks
        where etl_transactions.block_height = 7 and etl_blocks.block_height = 7
          and etl_transactions.created_at = etl_blocks.block_time and etl_blocks.id > 20`);
      const ended = await run("doctor", both.url, "--rpc", node.url, "--json");
      expect(ended.code).toBe(1);
      const count = node.chain.block(7).transactions.length;
      expect(found(ended)).toMatchObject({
        ranges: [{ from: 7, to: 7, problems: ["missing_transactions"], missing: { count } }],
        comparison: { comparison: { chainId: "new", from: 1, to: 12, differing: 1 } },
      });
    } finally {
      await node.stop();
      await both.drop();
    }
  });
});

describe("npm run doctor -- --rpc, of a hash that comes again", () => {
  it("takes it for missing at its first height alone, and only where the first row was lost", async () => {
    const node = await new FakeNode(9).listen();
    const again = testBlock(6);
    again.transactions.push(...testBlock(3).transactions);
    node.instead.set(6, again);
    const target = await freshDatabase();
    try {
      await index(target, node.url, 9);
      expect(await run("doctor", target.url, "--rpc", node.url)).toMatchObject({ code: 0, errors: "" });
      // As if a stream had left it out at block 3, so that block 6 brought its first row.
      await target.client.query(`
        update etl_transactions set block_height = 6, tx_index = 1, created_at = etl_blocks.block_time
        from etl_blocks where tx_hash = 'tx-3' and etl_blocks.block_height = 6`);
      const ended = await run("doctor", target.url, "--rpc", node.url, "--json");
      expect(found(ended).ranges).toMatchObject([
        {
          from: 3,
          to: 3,
          problems: ["missing_transactions"],
          missing: { count: 1, manageEntities: 1, hashes: ["tx-3"] },
        },
      ]);
    } finally {
      await node.close();
      await target.drop();
    }
  });
});
