import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { habitNamed, usualHabits } from "../../src/devnet/habits.ts";
import { CoreService } from "../../src/generated/core/v1/service_pb.ts";
import { expectedCounts } from "./oracle/oracle.ts";

let devnet: Devnet;
beforeAll(async () => {
  devnet = await startDevnet({ seed: "habits", blocks: 100, blocksPerSecond: 0 });
});
afterEach(() => {
  const none = { prunedReport: undefined, failingTogether: undefined, failing: undefined, hole: undefined };
  devnet.setHabits({ ...none, silentAfter: undefined, headBack: undefined, ...usualHabits });
});
afterAll(() => devnet.stop());

const client = () => createClient(CoreService, createConnectTransport({ baseUrl: devnet.url, httpVersion: "1.1" }));

/** The first block that a stream brings while the devnet makes blocks. */
async function streamed() {
  const advance = setInterval(() => devnet.advance(1), 10);
  try {
    for await (const { block } of client().streamBlocks({})) {
      return block;
    }
    return undefined;
  } finally {
    clearInterval(advance);
  }
}

/** A height whose block has a transaction of the second envelope. */
function heightOfSecond(): number {
  for (let height = 1; ; height += 1) {
    if (devnet.chain.block(height).transactions.some(({ transactionv2 }) => transactionv2 !== undefined)) {
      return height;
    }
  }
}

describe("a devnet", () => {
  it("leaves the first transaction of a block out of its stream, as every real node does", async () => {
    const block = await streamed();
    const whole = devnet.chain.block(Number(block?.height)).transactions.map(({ hash }) => hash);
    expect(block?.transactions.map(({ hash }) => hash)).toEqual(whole.slice(1));
    devnet.setHabits({ firstLeftOut: false });
    const other = await streamed();
    expect(other).toEqual(devnet.chain.block(Number(other?.height)));
  });

  it("reports another oldest block than it has", async () => {
    devnet.setHabits({ prunedReport: 45 });
    expect((await client().getStatus({})).pruningInfo).toMatchObject({ enabled: true, earliestHeight: 45n });
    expect((await client().getBlock({ height: 1n })).block?.height).toBe(1n);
  });

  it("fails with one height in a batch, or in every call", async () => {
    devnet.setHabits({ failingTogether: 7 });
    await expect(client().getBlocks({ height: [6n, 7n] })).rejects.toThrow(/invalid UTF-8/);
    expect((await client().getBlock({ height: 7n })).block?.height).toBe(7n);
    devnet.setHabits({ failing: 7 });
    await expect(client().getBlock({ height: 7n })).rejects.toThrow(/invalid UTF-8/);
  });

  it("has a hole", async () => {
    devnet.setHabits({ hole: 7 });
    expect(Object.keys((await client().getBlocks({ height: [6n, 7n, 8n] })).blocks)).toEqual(["6", "8"]);
    expect((await client().getBlock({ height: 7n })).block?.height).toBe(-1n);
  });

  it("reads a second envelope as one of the first", async () => {
    const height = heightOfSecond();
    devnet.setHabits({ secondMistaken: true });
    const { block } = await client().getBlock({ height: BigInt(height) });
    expect(block?.transactions.some(({ transactionv2 }) => transactionv2 !== undefined)).toBe(false);
    expect(block?.transactions.filter(({ transaction }) => transaction?.transaction.case === undefined)).toHaveLength(
      1,
    );
  });

  it("fills its blocks up to a size", async () => {
    const large = await startDevnet({ seed: "habits", blocks: 2, blocksPerSecond: 0, blockBytes: 1_000_000 });
    try {
      const { bytes } = large.chain.encoded(2);
      expect(bytes.length).toBeGreaterThan(1_000_000);
      expect(bytes.length).toBeLessThan(1_400_000);
      expect(expectedCounts(large.chain, 2).ignored).toBeGreaterThan(1_000);
    } finally {
      await large.stop();
    }
  });

  it("has its habits named on the command line", () => {
    expect(habitNamed("hole=7")).toEqual({ hole: 7 });
    expect(habitNamed("changing-order")).toEqual({ changingOrder: true });
    for (const wrong of ["hole", "hole=0", "hole=x", "changing-order=3", "toString", "", "hole=7=8"]) {
      expect(habitNamed(wrong), wrong).toBeUndefined();
    }
  });
});
