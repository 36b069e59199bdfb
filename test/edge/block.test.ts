import { create, fromJson, type JsonObject } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { blockJson } from "../../src/edge/block.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { BlockSchema, SignedTransactionSchema } from "../../src/generated/core/v1/types_pb.ts";
import { signatureSpecs } from "./signature-specs.ts";

const signatures = signatureIndex(signatureSpecs);

/** A block with one transaction, in the protobuf JSON mapping. */
function oneTransaction(signed: JsonObject | undefined): unknown {
  const block = fromJson(BlockSchema, {
    height: "1201",
    hash: "B10C",
    chainId: "chain",
    proposer: "P",
    timestamp: "2026-04-04T09:03:00.250Z",
    transactions: [{ hash: "T", ...(signed === undefined ? {} : { transaction: signed }) }],
  });
  const { txs, ...rest } = JSON.parse(blockJson(block, signatures));
  expect(rest).toEqual({
    height: 1201,
    hash: "B10C",
    chain_id: "chain",
    proposer: "P",
    timestamp: "2026-04-04T09:03:00.25Z",
  });
  expect(txs).toHaveLength(1);
  return txs[0];
}

describe("blockJson", () => {
  const timestamp = "2026-04-04T09:03:00.123456789Z";
  const bytes = Buffer.from([0, 10, 255]).toString("base64");

  const transactions: { title: string; signed: JsonObject | undefined; expected: object }[] = [
    {
      title: "manage_entity",
      signed: {
        manageEntity: {
          userId: "3000001",
          entityType: "Track",
          entityId: "2000017",
          action: "Create",
          metadata: "{}",
          signer: "0xAbC",
          signature: "0x12",
          nonce: "n",
        },
      },
      expected: {
        type: "manage_entity",
        user_id: 3000001,
        entity_type: "Track",
        entity_id: 2000017,
        action: "Create",
        metadata: "{}",
        signer: "0xAbC",
        signature: "0x12",
        nonce: "n",
        json: {},
      },
    },
    {
      title: "manage_entity_migration, with the signer as it was sent",
      signed: {
        manageEntityMigration: {
          userId: "1",
          entityType: "User",
          entityId: "1",
          action: "Create",
          metadata: '{"created_at":"2019-01-01T00:00:00Z"}',
          signature: "0x12",
          signer: "0xwallet",
          nonce: "0x01",
        },
      },
      expected: {
        type: "manage_entity_migration",
        user_id: 1,
        entity_type: "User",
        entity_id: 1,
        action: "Create",
        metadata: '{"created_at":"2019-01-01T00:00:00Z"}',
        signature: "0x12",
        signer: "0xwallet",
        nonce: "0x01",
        json: { created_at: "2019-01-01T00:00:00Z" },
      },
    },
    {
      title: "plays",
      signed: {
        plays: {
          plays: [
            { userId: "1", trackId: "2", timestamp, signature: "s", city: "c\0", region: "r", country: "\u00e9" },
            { trackId: "x" },
          ],
        },
      },
      expected: {
        type: "plays",
        plays: [
          {
            user_id: "1",
            track_id: "2",
            timestamp: "2026-04-04T09:03:00.123456Z",
            signature: "s",
            city: "c",
            region: "r",
            country: "é",
          },
          {
            user_id: "",
            track_id: "x",
            timestamp: "1970-01-01T00:00:00Z",
            signature: "",
            city: "",
            region: "",
            country: "",
          },
        ],
      },
    },
    {
      title: "validator_registration",
      signed: {
        validatorRegistration: {
          endpoint: "e",
          cometAddress: "c",
          ethBlock: "5",
          nodeType: "n",
          spId: "1",
          pubKey: bytes,
          power: "10",
        },
      },
      expected: {
        type: "validator_registration_legacy",
        endpoint: "e",
        comet_address: "c",
        eth_block: "5",
        node_type: "n",
        sp_id: "1",
        pub_key: "\\x000aff",
        power: 10,
      },
    },
    {
      title: "validator_deregistration",
      signed: { validatorDeregistration: { cometAddress: "c" } },
      expected: { type: "validator_misbehavior_deregistration", comet_address: "c", pub_key: null },
    },
    {
      title: "sla_rollup",
      signed: {
        slaRollup: {
          timestamp,
          blockStart: "1",
          blockEnd: "9",
          reports: [{ address: "a", numBlocksProposed: 4 }],
        },
      },
      expected: {
        type: "sla_rollup",
        timestamp: "2026-04-04T09:03:00.123456Z",
        timestamp_nanoseconds: 789,
        block_start: 1,
        block_end: 9,
        reports: [{ address: "a", num_blocks_proposed: 4 }],
      },
    },
    {
      title: "storage_proof",
      signed: {
        storageProof: { height: "7", address: "a", proverAddresses: ["p", "q"], cid: "c", proofSignature: bytes },
      },
      expected: {
        type: "storage_proof",
        height: 7,
        address: "a",
        prover_addresses: ["p", "q"],
        cid: "c",
        proof_signature: "\\x000aff",
      },
    },
    {
      title: "storage_proof_verification",
      signed: { storageProofVerification: { height: "7", proof: bytes } },
      expected: { type: "storage_proof_verification", height: 7, proof: "\\x000aff" },
    },
    {
      title: "attestation of a registration",
      signed: {
        attestation: {
          signatures: ["s"],
          validatorRegistration: {
            delegateWallet: "w",
            endpoint: "e",
            nodeType: "n",
            spId: "1",
            ethBlock: "5",
            cometAddress: "c",
            pubKey: bytes,
            power: "10",
            deadline: "99",
          },
        },
      },
      expected: {
        type: "validator_registration",
        signatures: ["s"],
        delegate_wallet: "w",
        endpoint: "e",
        node_type: "n",
        sp_id: "1",
        eth_block: 5,
        comet_address: "c",
        pub_key: "\\x000aff",
        power: 10,
        deadline: 99,
      },
    },
    {
      title: "attestation of a deregistration",
      signed: {
        attestation: { validatorDeregistration: { cometAddress: "c", pubKey: bytes, deadline: "99", remove: true } },
      },
      expected: {
        type: "validator_deregistration",
        signatures: [],
        comet_address: "c",
        pub_key: "\\x000aff",
        deadline: 99,
        remove: true,
      },
    },
    { title: "attestation of nothing", signed: { attestation: { signatures: ["s"] } }, expected: { type: "" } },
    { title: "release", signed: { release: {} }, expected: { type: "release" } },
    {
      title: "reward created",
      signed: {
        reward: {
          body: {
            deadlineBlockHeight: "9",
            create: { rewardId: "r", name: "n", amount: "5", rewardsManagerPubkey: "p" },
          },
          signature: "s",
        },
      },
      expected: {
        type: "reward",
        body: {
          deadline_block_height: 9,
          create: { reward_id: "r", name: "n", amount: 5, rewards_manager_pubkey: "p" },
        },
        signature: "s",
      },
    },
    {
      title: "reward deleted",
      signed: { reward: { body: { deadlineBlockHeight: "9", delete: { address: "a" } }, signature: "s" } },
      expected: { type: "reward", body: { deadline_block_height: 9, delete: { address: "a" } }, signature: "s" },
    },
    {
      title: "reward whose body says nothing",
      signed: { reward: { body: { deadlineBlockHeight: "9" }, signature: "s" } },
      expected: { type: "reward", body: { deadline_block_height: 9 }, signature: "s" },
    },
    {
      title: "reward created on the first chain",
      signed: {
        reward: {
          create: {
            rewardId: "r",
            name: "n",
            amount: "5",
            claimAuthorities: [{ address: "a", name: "b" }],
            deadlineBlockHeight: "9",
            signature: "s",
          },
        },
      },
      expected: {
        type: "reward",
        create: {
          reward_id: "r",
          name: "n",
          amount: 5,
          claim_authorities: [{ address: "a", name: "b" }],
          deadline_block_height: 9,
          signature: "s",
        },
      },
    },
    {
      title: "reward deleted on the first chain",
      signed: { reward: { delete: { address: "a", deadlineBlockHeight: "9", signature: "s" } } },
      expected: { type: "reward", delete: { address: "a", deadline_block_height: 9, signature: "s" } },
    },
    { title: "reward without action", signed: { reward: {} }, expected: { type: "reward" } },
    {
      title: "file_upload",
      signed: {
        fileUpload: {
          uploaderAddress: "u",
          uploadSignature: "s",
          cid: "c",
          uploadId: "i",
          transcodedCid: "t",
          validatorAddress: "v",
          validatorSignature: "w",
        },
      },
      expected: {
        type: "file_upload",
        uploader_address: "u",
        upload_signature: "s",
        cid: "c",
        upload_id: "i",
        transcoded_cid: "t",
        validator_address: "v",
        validator_signature: "w",
      },
    },
    {
      title: "reward_pool",
      signed: {
        rewardPool: {
          body: { deadlineBlockHeight: "9", create: { rewardsManagerPubkey: "p", authorities: ["a"] } },
          signature: "s",
          rmOwnerSignature: "AP8=",
        },
      },
      expected: { type: "reward_pool" },
    },
    {
      title: "mediorum_operation",
      signed: { mediorumOperation: { ulid: "u", host: "h", action: "create", table: "uploads", data: "W10=" } },
      expected: { type: "mediorum_operation" },
    },
    {
      title: "content_attestation",
      signed: {
        contentAttestation: { userId: "5", cids: ["c"], validatorAddress: "v", validatorSignature: "s" },
      },
      expected: { type: "content_attestation" },
    },
    { title: "a kind that we do not know", signed: {}, expected: { type: "" } },
    { title: "only a second envelope", signed: undefined, expected: { type: "" } },
  ];

  it.each(transactions)("writes $title", ({ signed, expected }) => {
    expect(oneTransaction(signed)).toEqual({ index: 0, hash: "T", ...expected });
  });

  it("is tested with every kind that the proto declares", () => {
    const declared = SignedTransactionSchema.oneofs.flatMap((oneof) => oneof.fields.map((field) => field.jsonName));
    const tested = new Set(transactions.flatMap(({ signed }) => Object.keys(signed ?? {})));
    expect([...tested].sort()).toEqual(declared.sort());
  });

  it("writes 64 bits digit by digit, signed and unsigned", () => {
    const block = create(BlockSchema, {
      height: 2n ** 63n - 1n,
      timestamp: { seconds: 0n },
      transactions: [
        {
          transaction: {
            transaction: { case: "reward", value: { action: { case: "create", value: { amount: 2n ** 64n - 1n } } } },
          },
        },
      ],
    });
    const text = blockJson(block, signatures);
    expect(text).toContain('"height":9223372036854775807,');
    expect(text).toContain('"amount":18446744073709551615,');
  });

  it("numbers the transactions in order", () => {
    const block = create(BlockSchema, { timestamp: { seconds: 1n }, transactions: [{ hash: "a" }, { hash: "b" }] });
    expect(JSON.parse(blockJson(block, signatures)).txs).toEqual([
      { index: 0, hash: "a", type: "" },
      { index: 1, hash: "b", type: "" },
    ]);
  });

  it("refuses a block without a valid time", () => {
    expect(() => blockJson(create(BlockSchema, { height: 7n, hash: "B" }), signatures)).toThrow(
      "block 7 (B) has no timestamp",
    );
    expect(() =>
      blockJson(create(BlockSchema, { height: 7n, hash: "B", timestamp: { seconds: 2n ** 62n } }), signatures),
    ).toThrow("block 7 (B) has an invalid timestamp");
  });
});
