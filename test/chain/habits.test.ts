import { setTimeout as delay } from "node:timers/promises";
import { Code } from "@connectrpc/connect";
import { afterEach, describe, expect, test } from "vitest";
import { nodeSource } from "../../src/chain/node-source.ts";
import { type Devnet, type DevnetOptions, startDevnet } from "../../src/devnet/devnet.ts";
import type { Habits } from "../../src/devnet/habits.ts";
import { createLog } from "../../src/log.ts";
import { FakeNode, testBlock, until } from "./fake-node.ts";
import { type Reading, range, readNode } from "./reading.ts";

const nodes: FakeNode[] = [];
const devnets: Devnet[] = [];
const readings: Reading[] = [];

afterEach(async () => {
  for (const reading of readings.splice(0)) reading.stop();
  for (const node of nodes.splice(0)) await node.close();
  for (const devnet of devnets.splice(0)) await devnet.stop();
});

async function devnetWith(habits: Partial<Habits>, options: Partial<DevnetOptions> = {}): Promise<Devnet> {
  const devnet = await startDevnet({
    seed: "habits",
    blocks: 100,
    blocksPerSecond: 0,
    mix: "dense",
    habits,
    ...options,
  });
  devnets.push(devnet);
  return devnet;
}

function reading(...parameters: Parameters<typeof readNode>): Reading {
  const made = readNode(...parameters);
  readings.push(made);
  return made;
}

const hashesOf = (devnet: Devnet, height: number) => devnet.chain.block(height).transactions.map(({ hash }) => hash);

/** Whether all that was read is what the chain has, in any order within a block. */
function expectWhole(devnet: Devnet, run: Reading): void {
  for (const { height, transactions } of run.blocks) {
    expect(transactions.map(({ hash }) => hash).sort()).toEqual(hashesOf(devnet, Number(height)).sort());
  }
}

describe("a node with the habit of", () => {
  test("reporting a late oldest block, while it serves all, is read from block 1", async () => {
    const devnet = await devnetWith({ prunedReport: 45 });
    const run = reading(devnet.url, undefined);
    await until(() => run.heights.length === 100, "all blocks");
    expect(run.heights).toEqual(range(1, 100));
  });

  test("failing with one height in every GetBlocks is read whole", async () => {
    const devnet = await devnetWith({ failingTogether: 61 });
    const run = reading(devnet.url, undefined);
    await until(() => run.heights.length === 100, "all blocks");
    expect(run.heights).toEqual(range(1, 100));
  });

  test.each<[string, Partial<Habits>, RegExp]>([
    [
      "failing with one height in all calls",
      { failing: 61 },
      /fails at block 61: .*invalid UTF-8, though its head is 100/,
    ],
    ["not having one height", { hole: 61 }, /does not have block 61, though its head is 100/],
  ])("%s is read up to there, then the run ends with 75 and the node's words", async (_what, habits, message) => {
    const devnet = await devnetWith(habits);
    const run = reading(devnet.url, undefined);
    await expect(run.done).rejects.toMatchObject({ exitCode: 75, message: expect.stringMatching(message) });
    expect(run.heights).toEqual(range(1, 60));
  });

  test("says what it waits for while one height fails", async () => {
    const devnet = await devnetWith({ failing: 61 });
    const run = reading(devnet.url, undefined, {
      backoff: { firstMilliseconds: 200, longestMilliseconds: 200, retries: Number.POSITIVE_INFINITY },
    });
    await until(() => run.source.waiting()?.includes("fails at block 61") === true, "the trouble is told");
    devnet.setHabits({ failing: undefined });
    await until(() => run.heights.length === 100, "all blocks");
    expect(run.source.waiting()).toBeUndefined();
  });

  test("changing the order of what has equal signatures is read whole", async () => {
    const devnet = await devnetWith({ changingOrder: true });
    const runs = [reading(devnet.url, undefined), reading(devnet.url, undefined)];
    for (const run of runs) {
      await until(() => run.heights.length === 100, "all blocks");
      expectWhole(devnet, run);
    }
    const [orders, others] = runs.map(({ blocks }) =>
      blocks.map(({ transactions }) => transactions.map(({ hash }) => hash)),
    );
    expect(orders).not.toEqual(others);
  });

  test("mistaking the second envelope is read whole", async () => {
    const devnet = await devnetWith({ secondMistaken: true });
    const run = reading(devnet.url, undefined);
    await until(() => run.heights.length === 100, "all blocks");
    expectWhole(devnet, run);
  });

  test("falling silent without closing the stream is asked past it, and streamed from again", async () => {
    const devnet = await devnetWith({ silentAfter: 2 });
    const run = reading(devnet.url, undefined);
    for (let more = 0; more < 20; more += 1) {
      await delay(10);
      devnet.advance(1);
    }
    await until(() => run.heights.length === 120, "all blocks");
    expectWhole(devnet, run);
  });

  test("moving its head back now and then is waited for", async () => {
    const devnet = await devnetWith({ headBack: 5 });
    const run = reading(devnet.url, undefined);
    for (let more = 0; more < 20; more += 1) {
      await delay(10);
      devnet.advance(1);
    }
    await until(() => run.heights.length === 120, "all blocks");
    expect(run.heights).toEqual(range(1, 120));
  });
});

test("a node that does not answer in time is asked for less at once", async () => {
  const devnet = await devnetWith(
    {},
    {
      faults: ({ rpc, heights }) => (rpc === "getBlocks" && heights.length > 6 ? { kind: "silence" } : undefined),
    },
  );
  const run = reading(devnet.url, undefined, { answerMilliseconds: 300, batchesAhead: 1 });
  await until(() => run.heights.length === 100, "all blocks");
  expect(run.heights).toEqual(range(1, 100));
  expect(run.log.join("")).toContain("asking for fewer at once");
});

test("a node that is away for a while is waited for, however long that takes", async () => {
  let isAway = false;
  const devnet = await devnetWith(
    {},
    {
      faults: ({ heights }) => {
        isAway ||= heights.includes(50);
        return isAway ? { kind: "error", code: Code.Unavailable } : undefined;
      },
    },
  );
  const run = reading(devnet.url, undefined);
  await until(() => run.source.waiting()?.includes("asking for chain id and head") === true, "the trouble is told");
  await delay(500);
  devnet.setFaults(undefined);
  await until(() => run.heights.length === 100, "all blocks");
  expect(run.source.waiting()).toBeUndefined();
});

test("a node that is behind what we have is told of with the heights of both", async () => {
  const devnet = await devnetWith({}, { blocks: 23 });
  // The run asks for its newest block once more, to compare the hash.
  const run = reading(devnet.url, 60, { newest: 60 });
  await until(() => run.source.waiting() !== undefined, "the wait is told");
  expect(run.source.waiting()).toMatch(/is at block 23, behind block 60 that we have/);
});

test("blocks of 15 megabytes are asked for singly, and never many of them are in memory", async () => {
  const last = 6;
  const asked: (readonly number[])[] = [];
  const devnet = await devnetWith(
    {},
    {
      blocks: last,
      blockBytes: 15_000_000,
      faults: ({ rpc, heights }) => {
        if (rpc === "getBlocks") asked.push(heights);
        return undefined;
      },
    },
  );
  const source = nodeSource({ url: devnet.url, log: createLog({ level: "fatal" }) });
  const { signal } = new AbortController();
  await source.open(signal);
  let handedOver = 0;
  for await (const { height, block } of source.blocks(undefined, signal)) {
    handedOver += 1;
    expect(block.transactions.length).toBeGreaterThan(9_000);
    // No more than three answers, 48 megabytes, are under way or wait.
    expect(new Set(asked.flat()).size - handedOver).toBeLessThanOrEqual(3);
    if (height === last) break;
  }
  expect(asked.every((heights) => heights.length === 1)).toBe(true);
});

test("a block that is far larger than those before it is asked for again with fewer beside it", async () => {
  const node = await new FakeNode(300).listen();
  nodes.push(node);
  const large = testBlock(200);
  const payload = large.transactions[0]?.transaction?.transaction;
  if (payload?.case !== "manageEntity") throw new Error("the test block holds a manage_entity");
  payload.value.metadata = "x".repeat(40 << 20);
  node.instead.set(200, large);
  const run = reading(node.url, undefined, { answerMilliseconds: 60_000 });
  await until(() => run.heights.length === 300, "all blocks");
  expect(run.heights).toEqual(range(1, 300));
  expect(run.log.join("")).toContain("asking for fewer at once");
});
