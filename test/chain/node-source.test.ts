import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, describe, expect, test } from "vitest";
import { chainId, FakeNode, testBlock, until } from "./fake-node.ts";
import { type Reading, range, readNode } from "./reading.ts";

const nodes: FakeNode[] = [];
const readings: Reading[] = [];

afterEach(async () => {
  for (const { stop } of readings.splice(0)) {
    stop();
  }
  for (const node of nodes.splice(0)) {
    await node.close();
  }
});

async function fakeNode(head: number, http: "1.1" | "2" = "1.1"): Promise<FakeNode> {
  const node = await new FakeNode(head).listen(http);
  nodes.push(node);
  return node;
}

function reading(node: FakeNode, from: number | undefined, options: Parameters<typeof readNode>[2] = {}): Reading {
  const made = readNode(node.url, from, options);
  readings.push(made);
  return made;
}

describe("a core node", () => {
  test.each(["1.1", "2"] as const)("over HTTP %s: catches up by GetBlocks, then follows the stream", async (http) => {
    const node = await fakeNode(120, http);
    // On a busy machine a stream may seem silent for a moment, and be asked past it.
    const run = reading(node, undefined, { silenceMilliseconds: 60_000 });
    await until(() => run.heights.length === 120, "caught up");
    await until(() => node.count("streamBlocks") === 1, "stream open");
    node.grow(123);
    await until(() => run.heights.length === 123, "new blocks");
    expect(run.heights).toEqual(range(1, 123));
    // One block at first, and more with each answer.
    expect(node.count("getBlocks")).toBeLessThan(25);
    expect(node.count("getBlock")).toBe(0);
    run.stop();
    await run.done;
  });

  test("speaks gRPC", async () => {
    const node = await fakeNode(60, "2");
    const run = reading(node, 11, { protocol: "grpc" });
    await until(() => run.heights.length === 50, "caught up");
    await until(() => node.count("streamBlocks") === 1, "stream open");
    node.grow(61);
    await until(() => run.heights.length === 51, "new block");
    expect(run.heights).toEqual(range(11, 61));
  });

  test("that lacks GetBlocks and StreamBlocks is asked block by block", async () => {
    const node = await fakeNode(7);
    node.lacks.add("getBlocks").add("streamBlocks");
    const run = reading(node, 1);
    await until(() => run.heights.length === 7, "caught up");
    await until(() => node.count("streamBlocks") === 1, "asked for the stream");
    node.grow(9);
    await until(() => run.heights.length === 9, "new blocks");
    expect(run.heights).toEqual(range(1, 9));
    expect(node.count("getBlocks")).toBe(1);
    expect(node.count("streamBlocks")).toBe(1);
    expect(node.count("getBlock")).toBe(9);
  });

  test("that lacks GetNodeInfo is asked by GetStatus", async () => {
    const node = await fakeNode(3);
    node.lacks.add("getNodeInfo");
    const run = reading(node, 1);
    await until(() => run.heights.length === 3, "caught up");
    expect(run.source.head()).toBe(3);
  });

  test("that does not know its chain yet is asked again", async () => {
    const node = await fakeNode(3);
    node.chainId = "";
    const run = reading(node, 1, { retriesBeforeFirstAnswer: 1000 });
    await until(() => run.log.join("").includes("does not say which chain it is of"), "it is told");
    node.chainId = chainId;
    await until(() => run.heights.length === 3, "caught up");
  });

  test("that cannot make sense of GetBlocks is asked block by block", async () => {
    const node = await fakeNode(7);
    node.refusesBatches = true;
    const run = reading(node, 1);
    await until(() => run.heights.length === 7, "caught up");
    expect(run.heights).toEqual(range(1, 7));
    expect(node.count("getBlock")).toBe(7);
  });

  test("that finds a batch too much is asked for fewer heights", async () => {
    const node = await fakeNode(100);
    node.mostHeights = 20;
    const run = reading(node, 1);
    await until(() => run.heights.length === 100, "caught up");
    expect(run.heights).toEqual(range(1, 100));
  });

  test("whose stream is cut again and again is streamed from again, without a hole", async () => {
    const node = await fakeNode(5);
    node.cutAfter = 2;
    const run = reading(node, 1, { silenceMilliseconds: 60_000, pollMilliseconds: 60_000 });
    for (let head = 8, streams = 1; head <= 38; head += 3, streams += 1) {
      await until(() => node.count("streamBlocks") >= streams, "stream open");
      node.grow(head);
      await until(() => run.heights.length === head, `block ${head}`);
    }
    expect(run.heights).toEqual(range(1, 38));
    expect(node.count("streamBlocks")).toBeGreaterThan(2);
  });

  test("whose stream leaves blocks out is asked for them", async () => {
    const node = await fakeNode(5);
    const run = reading(node, 1);
    await until(() => node.count("streamBlocks") === 1, "stream open");
    node.missing.add(6).add(7);
    node.grow(7);
    node.missing.clear();
    node.grow(8);
    await until(() => run.heights.length === 8, "all blocks");
    expect(run.heights).toEqual(range(1, 8));
  });

  test("whose stream falls silent is noticed", async () => {
    const node = await fakeNode(5);
    node.silent = true;
    const run = reading(node, 1);
    await until(() => node.count("streamBlocks") === 1, "stream open");
    node.grow(9);
    await until(() => run.heights.length === 9, "all blocks");
    expect(run.heights).toEqual(range(1, 9));
  });

  test("that fails in passing is asked again", async () => {
    const node = await fakeNode(3);
    node.failures.push(new ConnectError("busy", Code.Unavailable), new ConnectError("busy", Code.Internal));
    const run = reading(node, 1);
    await until(() => run.heights.length === 3, "caught up");
    expect(run.log.join("")).toContain("trying again");
    expect(run.source.waiting()).toBeUndefined();
  });

  test("that comes back after an outage is followed on", async () => {
    const node = await fakeNode(3, "1.1");
    const run = reading(node, 1);
    await until(() => run.heights.length === 3, "caught up");
    const port = Number(new URL(node.url).port);
    await node.close();
    await until(() => run.source.waiting() !== undefined, "trouble is told");
    expect(run.source.waiting()).toMatch(/asking for chain id and head from http.* failed/);
    const again = new FakeNode(6);
    nodes.push(again);
    await again.listen("1.1", port);
    await until(() => run.heights.length === 6, "blocks after the outage");
    expect(run.heights).toEqual(range(1, 6));
  });

  test("that nobody answers for ends with its address and 75", async () => {
    const node = await fakeNode(3);
    await node.close();
    const run = reading(node, 1);
    await expect(run.done).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringContaining(`from node ${node.url} failed`),
    });
  });

  test("whose head goes back is waited for", async () => {
    const node = await fakeNode(10);
    const run = reading(node, 21);
    await until(() => run.source.waiting() !== undefined, "the wait is told");
    expect(run.source.waiting()).toMatch(/is at block 10, behind block 20 that we have/);
    node.grow(22);
    await until(() => run.heights.length === 2, "the blocks after the wait");
    expect(run.heights).toEqual([21, 22]);
    expect(run.source.waiting()).toBeUndefined();
  });

  test("that does not have a block below its head ends the run", async () => {
    const node = await fakeNode(10);
    node.missing.add(4);
    const run = reading(node, 1);
    await expect(run.done).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringMatching(/does not have block 4, though its head is 10/),
    });
  });

  test("that has dropped block 1 is no node to begin with", async () => {
    const node = await fakeNode(10);
    node.oldest = 5;
    const run = reading(node, undefined);
    await expect(run.done).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringMatching(
        /does not give block 1, .*calls block 5 its oldest\. Point to a node that keeps all/,
      ),
    });
    // To begin later would lose the blocks before.
    await expect(run.done).rejects.toMatchObject({ message: expect.not.stringContaining("--start") });
  });

  test("that gives another block than asked for ends the run", async () => {
    const node = await fakeNode(10);
    node.instead.set(4, testBlock(5));
    await expect(reading(node, 1).done).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringContaining("sends block 5 for block 4, though its head is 10"),
    });
  });

  test("that changes its chain under way ends the run with 75", async () => {
    const node = await fakeNode(10);
    const run = reading(node, 1);
    await until(() => run.heights.length === 10, "caught up");
    node.chainId = "new-chain";
    await expect(run.done).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringMatching(/now serves chain "new-chain", before it was "test-chain"/),
    });
  });

  test("that refuses is not asked again", async () => {
    const node = await fakeNode(10);
    node.failures.push(new ConnectError("no entry", Code.PermissionDenied));
    await expect(reading(node, 1).done).rejects.toMatchObject({ message: expect.stringContaining("no entry") });
    expect(node.calls.length).toBe(1);
  });
});
