import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { combined, firstOccasions, onceAtHeight, seededFaults, unimplemented } from "../../src/devnet/faults.ts";
import { CoreService } from "../../src/generated/core/v1/service_pb.ts";

let devnet: Devnet;
beforeAll(async () => {
  devnet = await startDevnet({ seed: "faults", blocks: 100, blocksPerSecond: 0 });
});
afterEach(() => devnet.setFaults(undefined));
afterAll(() => devnet.stop());

const transports = {
  "Connect, HTTP/1.1": () => createConnectTransport({ baseUrl: devnet.url, httpVersion: "1.1" }),
  "Connect, HTTP/2": () => createConnectTransport({ baseUrl: devnet.url, httpVersion: "2" }),
  gRPC: () => createGrpcTransport({ baseUrl: devnet.url }),
};

/** Reads so many heights from a stream while the devnet makes as many blocks. */
async function streamed(client: Client<typeof CoreService>, count: number): Promise<number[]> {
  const heights: number[] = [];
  const advance = setInterval(() => devnet.advance(1), 10);
  try {
    for await (const { block } of client.streamBlocks({})) {
      heights.push(Number(block?.height));
      if (heights.length === count) {
        break;
      }
    }
  } finally {
    clearInterval(advance);
  }
  return heights;
}

describe.each(Object.entries(transports))("faults over %s", (_name, transport) => {
  let client: Client<typeof CoreService>;
  beforeAll(() => {
    client = createClient(CoreService, transport());
  });

  it("answers Unimplemented where it was told to, and only there", async () => {
    devnet.setFaults(unimplemented("getBlocks", "streamBlocks"));
    await expect(client.getBlocks({ height: [1n] })).rejects.toMatchObject({ code: Code.Unimplemented });
    await expect(streamed(client, 1)).rejects.toMatchObject({ code: Code.Unimplemented });
    expect((await client.getBlock({ height: 1n })).block?.height).toBe(1n);
  });

  it("fails the first calls, then works", async () => {
    devnet.setFaults(firstOccasions("getNodeInfo", 2, { kind: "error", code: Code.Unavailable }));
    await expect(client.getNodeInfo({})).rejects.toMatchObject({ code: Code.Unavailable });
    await expect(client.getNodeInfo({})).rejects.toMatchObject({ code: Code.Unavailable });
    expect((await client.getNodeInfo({})).chainid).toBe("devnet");
  });

  it("delays an answer", async () => {
    devnet.setFaults(firstOccasions("getBlock", 1, { kind: "delay", milliseconds: 150 }));
    const before = performance.now();
    await client.getBlock({ height: 1n });
    expect(performance.now() - before).toBeGreaterThan(140);
  });

  it("cuts a call and a stream, so that the client sees the connection break", async () => {
    devnet.setFaults(firstOccasions("getBlock", 1, { kind: "cut" }));
    await expect(client.getBlock({ height: 1n })).rejects.toBeInstanceOf(ConnectError);
    expect((await client.getBlock({ height: 1n })).block?.height).toBe(1n);
    devnet.setFaults(({ rpc, sent }) => (rpc === "streamBlocks" && sent === 2 ? { kind: "cut" } : undefined));
    await expect(streamed(client, 5)).rejects.toBeInstanceOf(ConnectError);
  });

  it("says nothing at all until the client gives up", async () => {
    devnet.setFaults(firstOccasions("getBlock", 1, { kind: "silence" }));
    await expect(client.getBlock({ height: 1n }, { timeoutMs: 100 })).rejects.toMatchObject({
      code: Code.DeadlineExceeded,
    });
  });

  it("leaves a block out, or gives one twice", async () => {
    devnet.setFaults(onceAtHeight(7, { kind: "gap" }));
    expect(Object.keys((await client.getBlocks({ height: [7n, 8n] })).blocks)).toEqual(["8"]);
    expect(Object.keys((await client.getBlocks({ height: [7n, 8n] })).blocks)).toEqual(["7", "8"]);
    devnet.setFaults(onceAtHeight(7, { kind: "duplicate" }));
    expect((await client.getBlock({ height: 7n })).block?.height).toBe(6n);
    const head = devnet.head();
    devnet.setFaults(({ heights }) => (heights.includes(head + 2) ? { kind: "gap" } : undefined));
    const gap = await streamed(client, 2);
    expect(gap[1]).toBe((gap[0] ?? 0) + (gap[0] === head + 1 ? 2 : 1));
    devnet.setFaults(({ sent }) => (sent === 0 ? { kind: "duplicate" } : undefined));
    const [first, second, third] = await streamed(client, 3);
    expect([second, third]).toEqual([first, (first ?? 0) + 1]);
  });

  it("gives blocks of another chain, with another hash, or from a head that went back", async () => {
    devnet.setFaults(() => ({ kind: "chainId", chainId: "other" }));
    expect((await client.getNodeInfo({})).chainid).toBe("other");
    expect((await client.getBlock({ height: 3n })).block?.chainId).toBe("other");
    devnet.setFaults(() => ({ kind: "otherHash" }));
    const { block } = await client.getBlock({ height: 3n });
    expect(block).toMatchObject({ height: 3n, chainId: "devnet" });
    expect(block?.hash).not.toBe(devnet.chain.encoded(3).hash);
    devnet.setFaults(() => ({ kind: "headBack", by: 40 }));
    const head = BigInt(devnet.head());
    expect((await client.getStatus({})).chainInfo?.currentHeight).toBe(head - 40n);
    expect((await client.getBlock({ height: head })).block?.height).toBe(-1n);
  });

  it("gives bytes that are no block", async () => {
    devnet.setFaults(() => ({ kind: "garbage" }));
    await expect(client.getBlock({ height: 3n })).rejects.toBeInstanceOf(Error);
    await expect(client.getBlocks({ height: [3n] })).rejects.toBeInstanceOf(Error);
  });
});

describe("a seeded plan", () => {
  const occasion = { rpc: "getBlock", call: 1, heights: [1], sent: 0, head: 10 } as const;

  it("draws the same faults from the same seed", () => {
    const draw = (seed: string) => {
      const plan = seededFaults(seed, 0.3);
      return Array.from({ length: 200 }, () => plan(occasion));
    };
    expect(draw("x")).toEqual(draw("x"));
    expect(draw("x")).not.toEqual(draw("y"));
    const faults = draw("x").filter((fault) => fault !== undefined);
    expect(faults.length).toBeGreaterThan(30);
    expect(new Set(faults.map(({ kind }) => kind)).size).toBeGreaterThan(4);
  });

  it("can be combined with others", () => {
    const plan = combined(onceAtHeight(1, { kind: "cut" }), () => ({ kind: "gap" }));
    expect(plan(occasion)).toEqual({ kind: "cut" });
    expect(plan(occasion)).toEqual({ kind: "gap" });
  });
});
