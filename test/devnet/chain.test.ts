import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fromBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { Chain } from "../../src/devnet/chain.ts";
import { BlockSchema } from "../../src/generated/core/v1/types_pb.ts";

/** One digest over the bytes of some blocks. */
function digest(chain: Chain, heights: readonly number[]): string {
  const hash = createHash("sha256");
  for (const height of heights) hash.update(chain.encoded(height).bytes);
  return hash.digest("hex");
}

const firstHeights = Array.from({ length: 120 }, (_, index) => index + 1);

describe("the devnet's chain", () => {
  it("is the same, byte for byte, for the same seed, whatever was read before", () => {
    const forwards = new Chain({ seed: "a" });
    const backwards = new Chain({ seed: "a" });
    for (const height of [2050, 1500, 999, 77]) backwards.encoded(height);
    const heights = [...firstHeights, 999, 1000, 1001, 1500, 2050];
    expect(digest(backwards, heights)).toBe(digest(forwards, heights));
    expect(digest(new Chain({ seed: "b" }), firstHeights)).not.toBe(digest(forwards, firstHeights));
  });

  it("is the same in another process", () => {
    const script = `
      import { createHash } from "node:crypto";
      import { Chain } from "./src/devnet/chain.ts";
      const chain = new Chain({ seed: "a" });
      const hash = createHash("sha256");
      for (let height = 1; height <= ${firstHeights.length}; height += 1) hash.update(chain.encoded(height).bytes);
      process.stdout.write(hash.digest("hex"));`;
    const printed = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect(printed).toBe(digest(new Chain({ seed: "a" }), firstHeights));
  });

  it("counts heights, times and hashes up without a repeat, across epochs", () => {
    const chain = new Chain({ seed: "a" });
    const hashes = new Set<string>();
    let before = 0n;
    for (let height = 980; height <= 1020; height += 1) {
      const block = chain.block(height);
      expect(block.height).toBe(BigInt(height));
      expect(block.chainId).toBe("devnet");
      const seconds = block.timestamp?.seconds ?? 0n;
      expect(seconds > before, "two blocks share a second").toBe(true);
      before = seconds;
      hashes.add(block.hash);
    }
    expect(hashes.size).toBe(41);
  });

  it("has blocks of 0 to some twenty transactions, some without ManageEntity, and every type of transaction", () => {
    const chain = new Chain({ seed: "a" });
    const sizes = new Set<number>();
    const kinds = new Set<string>();
    let withoutManageEntity = 0;
    for (let height = 1; height <= 1000; height += 1) {
      const { transactions } = fromBinary(BlockSchema, chain.encoded(height).bytes);
      sizes.add(transactions.length);
      const cases = transactions.map(({ transaction }) => transaction?.transaction.case ?? "second envelope");
      for (const kind of cases) kinds.add(kind);
      if (!cases.includes("manageEntity")) withoutManageEntity += 1;
    }
    expect(Math.min(...sizes)).toBe(0);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(18);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(24);
    expect(withoutManageEntity).toBeGreaterThan(50);
    expect([...kinds].sort()).toEqual([
      "attestation",
      "fileUpload",
      "manageEntity",
      "plays",
      "release",
      "reward",
      "second envelope",
      "slaRollup",
      "storageProof",
      "storageProofVerification",
      "validatorDeregistration",
      "validatorRegistration",
    ]);
  });

  it("repeats a transaction now and then, hash and all", () => {
    const chain = new Chain({ seed: "a" });
    const { transactions, distinctTransactions } = chain.expectedCounts(1000);
    const hashes = new Set<string>();
    for (let height = 1; height <= 1000; height += 1) {
      for (const { hash } of chain.block(height).transactions) hashes.add(hash);
    }
    expect(hashes.size).toBe(distinctTransactions);
    expect(transactions).toBeGreaterThan(distinctTransactions);
  });

  it("brings no id of an earlier chain after a rollover", () => {
    const created = (chain: Chain) => {
      const ids = new Set<string>();
      for (let height = 1; height <= 200; height += 1) {
        for (const { transaction } of chain.block(height).transactions) {
          const payload = transaction?.transaction;
          if (payload?.case !== "manageEntity" || payload.value.action !== "Create") continue;
          ids.add(`${payload.value.entityType} ${payload.value.entityId}`);
        }
      }
      return ids;
    };
    const before = created(new Chain({ seed: "a" }));
    const { rejected } = new Chain({ seed: "a", generation: 1 }).expectedCounts(200);
    const fresh = [...created(new Chain({ seed: "a", chainId: "devnet-2", generation: 1 }))].filter(
      (id) => !before.has(id),
    );
    expect(fresh.length).toBeGreaterThan(200);
    expect(rejected).toBeGreaterThan(0);
  });

  it("refuses heights and generations outside the chain", () => {
    expect(() => new Chain({ seed: "a" }).encoded(0)).toThrow(/height 0 is outside/);
    expect(() => new Chain({ seed: "a" }).encoded(4_096_001)).toThrow(/outside/);
    expect(() => new Chain({ seed: "a", generation: 21 })).toThrow(/generation 21/);
  });
});

describe("what the devnet expects of the tables", () => {
  it("foretells counts that agree with the rows it foretells", () => {
    const expected = new Chain({ seed: "a" }).expected(1200);
    const counts = new Chain({ seed: "a" }).expectedCounts(1200);
    expect(counts.blocks).toBe(1200);
    expect(expected.users.size).toBe(counts.rows.users);
    expect(expected.tracks.size).toBe(counts.rows.tracks);
    expect(expected.follows.size).toBe((counts.rows.follows ?? 0) - (counts.deletedRows.follows ?? 0));
    expect(expected.rejections.length).toBe(counts.rejected);
    expect(counts.applied + counts.rejected + counts.ignored).toBe(counts.manageEntities);
    const byType = Object.values(counts.transactionsByType).reduce((total, count) => total + count, 0);
    expect(byType).toBe(counts.distinctTransactions);
  });

  it("is the same whether the blocks were served before or not", () => {
    const served = new Chain({ seed: "a" });
    for (let height = 1; height <= 1100; height += 1) served.encoded(height);
    expect(served.expectedCounts(1100)).toEqual(new Chain({ seed: "a" }).expectedCounts(1100));
  });

  it("refuses between three and fifteen of a hundred ManageEntity transactions", () => {
    const { rejected, manageEntities } = new Chain({ seed: "a" }).expectedCounts(1000);
    expect(rejected / manageEntities).toBeGreaterThan(0.03);
    expect(rejected / manageEntities).toBeLessThan(0.15);
  });
});
