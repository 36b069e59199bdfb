import { toBinary } from "@bufbuild/protobuf";
import { afterEach, describe, expect, test } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { type Block, BlockSchema } from "../../src/generated/core/v1/types_pb.ts";
import { FakeNode, testBlock, until } from "./fake-node.ts";
import { type Reading, range, readNode } from "./reading.ts";

const nodes: FakeNode[] = [];
const devnets: Devnet[] = [];
const readings: Reading[] = [];

afterEach(async () => {
  for (const reading of readings.splice(0)) {
    reading.stop();
  }
  for (const node of nodes.splice(0)) {
    await node.close();
  }
  for (const devnet of devnets.splice(0)) {
    await devnet.stop();
  }
});

async function fakeNode(head: number): Promise<FakeNode> {
  const node = await new FakeNode(head).listen();
  nodes.push(node);
  return node;
}

function reading(...parameters: Parameters<typeof readNode>): Reading {
  const made = readNode(...parameters);
  readings.push(made);
  return made;
}

/** Nothing but the stream tells of a new block. */
const streamAlone = { silenceMilliseconds: 60_000, pollMilliseconds: 60_000 };

const bytes = (block: Block) => Buffer.from(toBinary(BlockSchema, block)).toString("hex");
const hashes = ({ transactions }: Block) => transactions.map(({ hash }) => hash);

describe("a block is what GetBlocks gives", () => {
  test.each(["connect", "grpc"] as const)(
    "over %s: also at the head, where the stream leaves the first transaction out",
    async (protocol) => {
      const devnet = await startDevnet({ seed: "whole blocks", blocks: 20, blocksPerSecond: 0 });
      devnets.push(devnet);
      const run = reading(devnet.url, undefined, { protocol, silenceMilliseconds: 60_000 });
      await until(() => run.heights.length === 20, "caught up");
      await until(() => {
        devnet.advance(1);
        return run.heights.length > 20;
      }, "the stream speaks");
      for (let more = 0; more < 30; more += 1) {
        devnet.advance(1);
        await until(() => run.heights.length === devnet.head(), "a new block");
      }
      expect(run.heights).toEqual(range(1, devnet.head()));
      for (const block of run.blocks) {
        expect(bytes(block)).toEqual(bytes(devnet.chain.block(Number(block.height))));
      }
    },
  );

  test("is asked for again while the node has not finished writing it", async () => {
    const node = await fakeNode(5);
    node.transactions = 3;
    node.writing.set(6, 2);
    const run = reading(node.url, 1, streamAlone);
    await until(() => run.heights.length === 5, "caught up");
    await until(() => node.count("streamBlocks") === 1, "stream open");
    node.grow(6);
    await until(() => run.heights.length === 6, "block 6");
    expect(run.blocks.at(-1)).toEqual(testBlock(6, { transactions: 3 }));
    expect(run.log.join("")).toContain(
      "block 6 with 2 transactions, though its stream had transaction tx-6-2 in it too",
    );
  });

  test("comes at once while a slow reader leaves the stream's words unread", async () => {
    const devnet = await startDevnet({ seed: "whole blocks", blocks: 5, blocksPerSecond: 0 });
    devnets.push(devnet);
    const run = reading(devnet.url, undefined, { silenceMilliseconds: 60_000 });
    await until(() => run.heights.length === 5, "caught up");
    await until(() => {
      devnet.advance(1);
      return run.heights.length > 5;
    }, "the stream speaks");
    devnet.advance(300);
    await until(() => run.heights.length === devnet.head(), "all blocks");
    for (const block of run.blocks) {
      expect(hashes(block)).toEqual(hashes(devnet.chain.block(Number(block.height))));
    }
  });
});

describe("a block that was handed over before the stream spoke of it", () => {
  test.each([
    [
      "has a transaction more",
      (node: FakeNode) => node.writing.set(6, 1),
      /block 6 with 2 transactions, though its stream/,
    ],
    [
      "has another hash",
      (node: FakeNode) => (node.streamedHash = "another"),
      /block 6 with hash hash-6, though its stream/,
    ],
  ])("ends the run when that %s", async (_what, spoil, message) => {
    const node = await fakeNode(5);
    node.transactions = 3;
    node.silent = true;
    const run = reading(node.url, 1, { pollMilliseconds: 5 });
    await until(() => node.count("streamBlocks") === 1, "stream open");
    spoil(node);
    node.grow(6);
    await until(() => run.heights.length === 6, "block 6");
    node.silent = false;
    node.grow(6);
    await expect(run.done).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(message) });
  });
});

describe("a block that cannot be right is not handed over", () => {
  const twice = testBlock(4, { transactions: 2 });
  const doubled = { ...twice, transactions: [...twice.transactions, ...twice.transactions] };
  const unnamed = { ...twice, transactions: twice.transactions.map((transaction) => ({ ...transaction, hash: "" })) };
  const ofAnother = {
    ...twice,
    transactions: twice.transactions.map((transaction) => ({ ...transaction, height: 7n })),
  };
  const ofAnotherHash = {
    ...twice,
    transactions: twice.transactions.map((transaction) => ({ ...transaction, blockHash: "hash-7" })),
  };
  test.each<[string, Block, RegExp]>([
    ["with a transaction twice", doubled, /sends block 4 with transaction tx-4 twice/],
    ["with a transaction without a hash", unnamed, /sends block 4 with a transaction without a hash, at position 0/],
    ["with a transaction of another height", ofAnother, /transaction tx-4, which says that it is of block 7/],
    ["with a transaction of another hash", ofAnotherHash, /says that it is of block 0 \(hash hash-7\)/],
    [
      "of another chain",
      testBlock(4, { chainId: "fork" }),
      /sends block 4 of chain "fork", though it is of chain "test-chain"/,
    ],
    ["without a timestamp", (({ timestamp: _, ...rest }) => rest)(testBlock(4)), /sends block 4 without a timestamp/],
  ])("%s", async (_what, block, message) => {
    const node = await fakeNode(10);
    node.instead.set(4, block);
    const run = reading(node.url, 1);
    await expect(run.done).rejects.toMatchObject({ exitCode: 75, message: expect.stringMatching(message) });
    expect(run.heights).toEqual([1, 2, 3]);
  });

  test("with another hash than its stream said", async () => {
    const node = await fakeNode(5);
    const run = reading(node.url, 1, streamAlone);
    await until(() => node.count("streamBlocks") === 1, "stream open");
    node.streamedHash = "another";
    node.grow(6);
    await expect(run.done).rejects.toMatchObject({
      exitCode: 75,
      message: expect.stringContaining("sends block 6 with hash hash-6, though its stream said another"),
    });
    expect(run.heights).toEqual(range(1, 5));
  });
});
