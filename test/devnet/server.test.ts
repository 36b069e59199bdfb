import { spawnSync } from "node:child_process";
import { fromJsonString, toBinary } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { CoreService } from "../../src/generated/core/v1/service_pb.ts";
import { BlockSchema } from "../../src/generated/core/v1/types_pb.ts";

let devnet: Devnet;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 42, blocks: 300, blocksPerSecond: 0 });
});
afterAll(() => devnet.stop());

const transports = {
  "Connect, HTTP/1.1": () => createConnectTransport({ baseUrl: devnet.url, httpVersion: "1.1" }),
  "Connect, HTTP/1.1, JSON": () =>
    createConnectTransport({ baseUrl: devnet.url, httpVersion: "1.1", useBinaryFormat: false }),
  "Connect, HTTP/2": () => createConnectTransport({ baseUrl: devnet.url, httpVersion: "2" }),
  "gRPC-Web, HTTP/1.1": () => createGrpcWebTransport({ baseUrl: devnet.url, httpVersion: "1.1" }),
  gRPC: () => createGrpcTransport({ baseUrl: devnet.url }),
};

describe.each(Object.entries(transports))("over %s", (_name, transport) => {
  let client: Client<typeof CoreService>;
  beforeAll(() => {
    client = createClient(CoreService, transport());
  });

  it("says who and where it is", async () => {
    const info = await client.getNodeInfo({});
    expect(info).toMatchObject({ chainid: "devnet", synced: true, currentHeight: BigInt(devnet.head()) });
    const status = await client.getStatus({});
    expect(status).toMatchObject({ live: true, ready: true, pruningInfo: { earliestHeight: 1n } });
    expect(status.chainInfo).toMatchObject({
      chainId: "devnet",
      currentHeight: BigInt(devnet.head()),
      currentBlockHash: devnet.chain.encoded(devnet.head()).hash,
    });
  });

  it("gives a block, and height -1 for one that it does not have", async () => {
    const { block, currentHeight } = await client.getBlock({ height: 123n });
    expect(block && toBinary(BlockSchema, block)).toEqual(toBinary(BlockSchema, devnet.chain.block(123)));
    expect(currentHeight).toBe(BigInt(devnet.head()));
    for (const height of [0n, 100_000n]) {
      const missing = await client.getBlock({ height });
      expect(missing.block?.height).toBe(-1n);
    }
  });

  it("gives several blocks, without those that it does not have", async () => {
    const { blocks } = await client.getBlocks({ height: [5n, 6n, 7n, 100_000n] });
    expect(Object.keys(blocks)).toEqual(["5", "6", "7"]);
    const sixth = blocks["6"];
    expect(sixth && toBinary(BlockSchema, sixth)).toEqual(toBinary(BlockSchema, devnet.chain.block(6)));
  });

  it("refuses a batch that is too large", async () => {
    const height = Array.from({ length: 501 }, (_, index) => BigInt(index + 1));
    await expect(client.getBlocks({ height })).rejects.toThrow(/501 heights asked for, at most 500/);
  });

  it("streams the blocks that are made from now on, each once", async () => {
    const heights: number[] = [];
    const from = devnet.head();
    const stop = new AbortController();
    const advance = setInterval(() => devnet.advance(1), 20);
    try {
      for await (const { block } of client.streamBlocks({}, { signal: stop.signal })) {
        heights.push(Number(block?.height));
        if (heights.length === 5) {
          break;
        }
      }
    } finally {
      clearInterval(advance);
      stop.abort();
    }
    const first = heights[0] ?? 0;
    expect(first).toBeGreaterThan(from);
    expect(heights).toEqual([first, first + 1, first + 2, first + 3, first + 4]);
  });
});

describe("the head", () => {
  it("moves on by itself, and no further than it was told", async () => {
    const moving = await startDevnet({ seed: 42, blocks: 10, blocksPerSecond: 100, lastHeight: 30 });
    try {
      await expect.poll(() => moving.head(), { timeout: 60_000 }).toBe(30);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(moving.head()).toBe(30);
    } finally {
      await moving.stop();
    }
  });

  it("is refused where the chain has no such height", async () => {
    await expect(startDevnet({ seed: 1, blocks: -1 })).rejects.toThrow(/0 to 20480000 blocks, not -1/);
  });
});

describe("npm run devnet", () => {
  const run = (...options: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "src/commands/devnet.ts", ...options], {
      encoding: "utf8",
      timeout: 110_000,
    });

  it("says how it is used, and ends with 64 on a wrong option", () => {
    const help = run("--help");
    expect(help.status).toBe(0);
    expect(help.stdout).toContain("npm run devnet -- --seed 7 --blocks 5000");
    const wrong = run("--blocks", "many");
    expect(wrong.status).toBe(64);
    expect(wrong.stderr).toContain("It must be a whole number from 0 to 20480000.");
  });

  it("writes blocks as the protobuf JSON mapping has them, one a line", () => {
    const { status, stdout } = run("--export", "-", "--blocks", "30", "--seed", "42");
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.length).toBe(30);
    for (const [index, line] of lines.entries()) {
      const block = fromJsonString(BlockSchema, line);
      expect(toBinary(BlockSchema, block)).toEqual(toBinary(BlockSchema, devnet.chain.block(index + 1)));
    }
  });

  it("writes a genesis range in front of the blocks", () => {
    const { status, stdout } = run("--export", "-", "--blocks", "3", "--genesis", "300");
    expect(status).toBe(0);
    const blocks = stdout
      .trimEnd()
      .split("\n")
      .map((line) => fromJsonString(BlockSchema, line));
    const isMigration = blocks.map(({ transactions }) =>
      transactions.some(({ transaction }) => transaction?.transaction.case === "manageEntityMigration"),
    );
    expect(isMigration.slice(0, 3)).toEqual([true, true, true]);
    expect(isMigration.slice(-3)).toEqual([false, false, false]);
    expect(blocks.flatMap(({ transactions }) => transactions).length).toBeGreaterThan(300);
    expect(run("--genesis", "12").stderr).toContain("It must be a whole number from 300 to 2000000.");
  });

  it("ends with 75 and a sentence where the port is taken", () => {
    const { port } = new URL(devnet.url);
    const { status, stderr } = run("--port", port);
    expect(status).toBe(75);
    expect(stderr).toContain(`port ${port} is taken`);
  });
});

describe("a rollover", () => {
  it("cuts the stream and begins a new chain at height 1", async () => {
    const rolling = await startDevnet({ seed: 42, blocks: 50, blocksPerSecond: 0 });
    try {
      const client = createClient(CoreService, createConnectTransport({ baseUrl: rolling.url, httpVersion: "1.1" }));
      const stream = client.streamBlocks({})[Symbol.asyncIterator]();
      const advance = setInterval(() => rolling.advance(1), 10);
      const first = await stream.next();
      clearInterval(advance);
      expect(first.value?.block?.chainId).toBe("devnet");
      const last = rolling.head();
      for (let height = Number(first.value?.block?.height); height < last; height += 1) {
        await stream.next();
      }
      const cut = stream.next();
      rolling.rollover("devnet-2", 5);
      await expect(cut).rejects.toThrow();
      const info = await client.getNodeInfo({});
      expect(info).toMatchObject({ chainid: "devnet-2", currentHeight: 5n });
      expect((await client.getBlock({ height: 1n })).block?.chainId).toBe("devnet-2");
      expect(rolling.head()).toBe(5);
      expect(rolling.chain.content.generation).toBe(1);
    } finally {
      await rolling.stop();
    }
  });

  it("comes by itself after the planned height was served", async () => {
    const rollover = { afterHeight: 20, chainId: "devnet-2", blocks: 3 };
    const rolling = await startDevnet({ seed: 42, blocks: 20, blocksPerSecond: 0, rollover });
    try {
      const client = createClient(CoreService, createConnectTransport({ baseUrl: rolling.url, httpVersion: "1.1" }));
      await client.getBlock({ height: 20n });
      await expect.poll(() => rolling.chainId, { timeout: 60_000 }).toBe("devnet-2");
    } finally {
      await rolling.stop();
    }
  });
});
