import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fromBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { Chain } from "../../src/devnet/chain.ts";
import { BlockSchema } from "../../src/generated/core/v1/types_pb.ts";
import { expectedCounts, expectedTables } from "./oracle/oracle.ts";

/** One digest over the bytes of some blocks. */
function digest(chain: Chain, heights: readonly number[]): string {
  const hash = createHash("sha256");
  for (const height of heights) {
    hash.update(chain.encoded(height).bytes);
  }
  return hash.digest("hex");
}

/** Every pair that a handler of edition 2026 claims, but for those that act on any entity. */
const routedPairs = [
  ...["Create", "Update", "Verify", "Mute", "Unmute", "Follow", "Unfollow", "Subscribe", "Unsubscribe"].map(
    (action) => `User ${action}`,
  ),
  ...["Create", "Update", "Delete", "Download", "Mute", "Unmute", "Save", "Unsave", "Repost", "Unrepost", "Share"].map(
    (action) => `Track ${action}`,
  ),
  ...["Create", "Update", "Delete", "Save", "Unsave", "Repost", "Unrepost", "Share"].map(
    (action) => `Playlist ${action}`,
  ),
  ...["Create", "Update", "Delete", "React", "Unreact", "Pin", "Unpin", "Report", "Mute", "Unmute"].map(
    (action) => `Comment ${action}`,
  ),
  ...["Create", "Update", "Delete", "Subscribe", "Unsubscribe"].map((action) => `Event ${action}`),
  ...["Approve", "Reject"].map((action) => `TrackCollaborator ${action}`),
  ...["Create", "View", "ViewPlaylist"].map((action) => `Notification ${action}`),
  ...["Create", "Update", "Delete"].map((action) => `DeveloperApp ${action}`),
  ...["Create", "Approve", "Reject", "Delete"].map((action) => `Grant ${action}`),
  ...["Create", "Delete"].flatMap((action) => [`AssociatedWallet ${action}`, `DashboardWalletUser ${action}`]),
  "EncryptedEmail AddEmail",
  "EmailAccess Update",
];

const firstHeights = Array.from({ length: 120 }, (_, index) => index + 1);

describe("the devnet's chain", () => {
  it("is the same, byte for byte, for the same seed, whatever was read before", () => {
    const forwards = new Chain({ seed: "a" });
    const backwards = new Chain({ seed: "a" });
    for (const height of [2050, 1500, 999, 77]) {
      backwards.encoded(height);
    }
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

  it.each(["network", "dense"] as const)(
    "holds as many transactions a block as it is told to, in the %s mix",
    (mix) => {
      const chain = new Chain({ seed: "a", mix, transactionsPerBlock: 20 });
      for (let height = 1; height <= 300; height += 1) {
        expect(fromBinary(BlockSchema, chain.encoded(height).bytes).transactions).toHaveLength(20);
      }
    },
  );

  it("has, filled densely, blocks of 0 to some twenty transactions, some without ManageEntity, and every type", () => {
    const chain = new Chain({ seed: "a", mix: "dense" });
    const sizes = new Set<number>();
    const kinds = new Set<string>();
    let withoutManageEntity = 0;
    for (let height = 1; height <= 1000; height += 1) {
      const { transactions } = fromBinary(BlockSchema, chain.encoded(height).bytes);
      sizes.add(transactions.length);
      const cases = transactions.map(({ transaction }) => transaction?.transaction.case ?? "second envelope");
      for (const kind of cases) {
        kinds.add(kind);
      }
      if (!cases.includes("manageEntity")) {
        withoutManageEntity += 1;
      }
    }
    expect(Math.min(...sizes)).toBe(0);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(18);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(24);
    expect(withoutManageEntity).toBeGreaterThan(50);
    expect([...kinds].sort()).toEqual([
      "attestation",
      "contentAttestation",
      "fileUpload",
      "manageEntity",
      "mediorumOperation",
      "plays",
      "release",
      "reward",
      "rewardPool",
      "second envelope",
      "slaRollup",
      "storageProof",
      "storageProofVerification",
      "validatorDeregistration",
      "validatorRegistration",
    ]);
  });

  it("has one or two transactions a block, in the proportions of mainnet", () => {
    const { transactions, transactionsByType, blocks } = expectedCounts(new Chain({ seed: "a" }), 4000);
    const share = (...types: string[]) =>
      types.reduce((sum, type) => sum + (transactionsByType[type] ?? 0), 0) / transactions;
    expect(transactions / blocks).toBeGreaterThan(1.2);
    expect(transactions / blocks).toBeLessThan(1.35);
    expect(share("play")).toBeCloseTo(0.67, 1);
    expect(share("manage_entity")).toBeCloseTo(0.16, 1);
    expect(share("storage_proof", "storage_proof_verification")).toBeCloseTo(0.16, 1);
  });

  it.each([
    ["dense", 3000, 0],
    // What needs something rare before it is rarer still.
    ["network", 10_000, 20],
  ] as const)("has, in the %s mix, within %i blocks every pair that a handler claims but %i", (mix, height, most) => {
    const pairs = new Set<string>();
    const chain = new Chain({ seed: "a", mix });
    for (let at = 1; at <= height; at += 1) {
      for (const { transaction } of chain.block(at).transactions) {
        const payload = transaction?.transaction;
        if (payload?.case === "manageEntity") {
          pairs.add(`${payload.value.entityType} ${payload.value.action}`);
        }
      }
    }
    expect(routedPairs.filter((pair) => !pairs.has(pair)).length).toBeLessThanOrEqual(most);
  });

  it("repeats a transaction now and then, hash and all", () => {
    const chain = new Chain({ seed: "a", mix: "dense" });
    const { transactions, distinctTransactions } = expectedCounts(chain, 1000);
    const hashes = new Set<string>();
    for (let height = 1; height <= 1000; height += 1) {
      for (const { hash } of chain.block(height).transactions) {
        hashes.add(hash);
      }
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
          if (payload?.case !== "manageEntity" || payload.value.action !== "Create") {
            continue;
          }
          ids.add(`${payload.value.entityType} ${payload.value.entityId}`);
        }
      }
      return ids;
    };
    const mix = "dense";
    const before = created(new Chain({ seed: "a", mix }));
    const { rejected } = expectedCounts(new Chain({ seed: "a", mix, generation: 1 }), 200);
    const fresh = [...created(new Chain({ seed: "a", mix, chainId: "devnet-2", generation: 1 }))].filter(
      (id) => !before.has(id),
    );
    expect(fresh.length).toBeGreaterThan(200);
    expect(rejected).toBeGreaterThan(0);
  });

  it("refuses heights and generations outside the chain", () => {
    expect(() => new Chain({ seed: "a" }).encoded(0)).toThrow(/height 0 is outside/);
    expect(() => new Chain({ seed: "a" }).encoded(20_480_001)).toThrow(/outside/);
    expect(() => new Chain({ seed: "a", generation: 4 })).toThrow(/generation 4/);
  });
});

describe("what the devnet expects of the tables", () => {
  it("foretells counts that agree with the rows it foretells", () => {
    const expected = expectedTables(new Chain({ seed: "a" }), 1200);
    const counts = expectedCounts(new Chain({ seed: "a" }), 1200);
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
    for (let height = 1; height <= 1100; height += 1) {
      served.encoded(height);
    }
    expect(expectedCounts(served, 1100)).toEqual(expectedCounts(new Chain({ seed: "a" }), 1100));
  });

  it.each([
    ["network", 0.03, 0.15],
    ["dense", 0.1, 0.3],
  ] as const)(
    "refuses a part of the ManageEntity transactions of the %s mix, as the network does",
    (mix, low, high) => {
      const { rejected, manageEntities } = expectedCounts(new Chain({ seed: "a", mix }), 2000);
      expect(rejected / manageEntities).toBeGreaterThan(low);
      expect(rejected / manageEntities).toBeLessThan(high);
    },
  );
});
