import { fromBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { GenesisRange } from "../../src/devnet/genesis/range.ts";
import { migrationWallet } from "../../src/devnet/genesis/source/state.ts";
import {
  BlockSchema,
  type ManageEntityLegacyMigration,
  type Transaction,
} from "../../src/generated/core/v1/types_pb.ts";

/** The steps of the network's writer (network-2026.md W6), each by a pair that it sends, or by another kind of transaction. */
const steps = [
  "rewardPool",
  "User Create",
  "AssociatedWallet Create",
  "DashboardWalletUser Create",
  "Track Create",
  "TrackCollaborator Approve",
  "Track Download",
  "Playlist Create",
  "User Follow",
  "Track Save",
  "Track Repost",
  "Track Share",
  "User Subscribe",
  "User Mute",
  "DeveloperApp Create",
  "Grant Create",
  "Event Create",
  "Event Subscribe",
  "Comment Create",
  "Comment React",
  "Comment Pin",
  "EncryptedEmail AddEmail",
  "EmailAccess Update",
  "PlayCount Reconcile",
  "plays",
];

function nameOf({ transaction }: Transaction): string {
  const payload = transaction?.transaction;
  if (payload?.case !== "manageEntityMigration") return payload?.case ?? "";
  return `${payload.value.entityType} ${payload.value.action}`;
}

describe("a genesis range, as the network's own writer writes it", () => {
  const transactions = 4000;
  const range = new GenesisRange("range", "devnet", transactions);
  const blocks = Array.from({ length: range.lastHeight }, (_, index) =>
    fromBinary(BlockSchema, range.block(index + 1).bytes),
  );
  const all = blocks.flatMap((block) => block.transactions);
  const migrations = all.flatMap(({ transaction }) =>
    transaction?.transaction.case === "manageEntityMigration" ? [transaction.transaction.value] : [],
  );
  const created = (entityType: string) => migrations.filter((one) => one.entityType === entityType);

  it("has as many transactions as asked for, in blocks of whole seconds that touch each other", () => {
    expect(all.length).toBe(transactions);
    for (const [index, block] of blocks.entries()) {
      expect(block.height).toBe(BigInt(index + 1));
      expect(block.timestamp?.nanos).toBe(0);
      if (index > 0) expect(block.timestamp?.seconds).toBe((blocks[index - 1]?.timestamp?.seconds ?? 0n) + 1n);
    }
  });

  it("goes step by step, a block holding the end of one and the beginning of the next", () => {
    const names = all.map(nameOf);
    const firsts = steps.map((step) => names.indexOf(step));
    expect(firsts).toEqual([...firsts].sort((one, other) => one - other));
    expect(firsts).not.toContain(-1);
    expect(names.slice(names.indexOf("plays")).every((name) => name === "plays")).toBe(true);
  });

  it("holds no order inside a step, but for comments, whose answers come after all that is answered", () => {
    const ids = created("User")
      .filter(({ action }) => action === "Create")
      .map(({ entityId }) => Number(entityId));
    expect(ids).not.toEqual([...ids].sort((one, other) => one - other));
    const isAnswer = ({ metadata }: ManageEntityLegacyMigration) => "parent_comment_id" in JSON.parse(metadata);
    const comments = created("Comment").filter(({ action }) => action === "Create");
    const firstAnswer = comments.findIndex(isAnswer);
    expect(firstAnswer).toBeGreaterThan(0);
    expect(comments.slice(firstAnswer).every(isAnswer)).toBe(true);
  });

  it("is signed by the owner's wallet, in the migration key's name where there is none", () => {
    const { address, lower } = migrationWallet("range");
    const wallets = new Map(range.state.users.map(({ user_id, wallet }) => [user_id, wallet]));
    const users = created("User").filter(({ action }) => action === "Create");
    for (const { userId, signer } of users) {
      const wallet = wallets.get(Number(userId));
      expect(signer).toBe(wallet === lower ? address : wallet);
    }
    expect(users.some(({ signer }) => signer === address)).toBe(true);
    expect(created("PlayCount").every(({ signer }) => signer === address)).toBe(true);
    const dashboard = created("DashboardWalletUser")[0];
    expect(JSON.parse(dashboard?.metadata ?? "{}").wallet).toBe(dashboard?.signer);
  });

  it("has hashes in upper case, and nonces that count", () => {
    expect(all.every(({ hash }) => /^[0-9A-F]{64}$/.test(hash))).toBe(true);
    const nonces = migrations.map(({ nonce }) => BigInt(nonce));
    expect(nonces).toEqual([...nonces].sort((one, other) => (one < other ? -1 : 1)));
    expect(new Set(nonces).size).toBe(nonces.length);
  });
});
