import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type SignedTransactionSchema,
  type Transaction,
  TransactionSchema,
  type ValidatorRegistrationSchema,
} from "../generated/core/v1/types_pb.ts";

/** What a transaction asks or reports, as protobuf's `create` takes it. */
export type Payload = NonNullable<MessageInitShape<typeof SignedTransactionSchema>["transaction"]>;

/** A row of etl_manage_entities; bigints as their digits. */
export interface ManageEntityRow {
  readonly block_height: string;
  readonly tx_hash: string;
  readonly block_time: string;
  readonly entity_type: string;
  readonly entity_id: string;
  readonly action: string;
  readonly metadata: string | null;
  readonly signature: string;
  readonly signer: string;
  readonly nonce: string;
}

/** A row of etl_plays. */
export interface PlayRow {
  readonly block_height: string;
  readonly tx_hash: string;
  readonly block_time: string;
  readonly user_id: string;
  readonly track_id: string;
  /** Microseconds since 1970. */
  readonly played_at: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
}

/** A transaction that is neither ManageEntity nor plays, with the content that a table holds of it. */
export interface OtherRow {
  readonly type: string;
  readonly content: OtherContent | null;
}

/** The columns of such tables, each there for its own kinds; bytes in hexadecimal. */
export type OtherContent = Readonly<Record<string, string | null>> & {
  readonly provers?: readonly string[];
  readonly reports?: readonly { readonly address: string; readonly blocks: number }[];
};

/** Makes a transaction of its hash and its payload; undefined for one whose kind is not known. */
export function transactionOf(hash: string, payload: Payload | undefined): Transaction {
  return create(
    TransactionSchema,
    payload === undefined ? { hash, transactionv2: {} } : { hash, transaction: { transaction: payload } },
  );
}

/** Makes a ManageEntity transaction, live or migrated, of its row and the user who asks. */
export function manageEntityOf(row: ManageEntityRow, userId: bigint, isMigration: boolean): Payload {
  const value = {
    userId,
    entityType: row.entity_type,
    entityId: BigInt(row.entity_id),
    action: row.action,
    metadata: row.metadata ?? "",
    signature: row.signature,
    signer: row.signer,
    nonce: row.nonce,
  };
  return isMigration ? { case: "manageEntityMigration", value } : { case: "manageEntity", value };
}

/** Makes a transaction of its plays. */
export function playsOf(rows: readonly PlayRow[]): Payload {
  const plays = rows.map((row) => ({
    userId: row.user_id,
    trackId: row.track_id,
    timestamp: timestampOf(row.played_at),
    city: row.city,
    region: row.region,
    country: row.country,
  }));
  return { case: "plays", value: { plays } };
}

/** The kinds that have no table of their own: of these the raw tables keep the name alone. */
const withoutContent: ReadonlyMap<string, Payload> = new Map([
  ["validator_registration_legacy", { case: "validatorRegistration", value: {} }],
  ["release", { case: "release", value: {} }],
  ["reward", { case: "reward", value: {} }],
  ["reward_pool", { case: "rewardPool", value: {} }],
  ["mediorum_operation", { case: "mediorumOperation", value: {} }],
  ["content_attestation", { case: "contentAttestation", value: {} }],
  ["file_upload", { case: "fileUpload", value: {} }],
]);

/** The kinds that have a table of their own. */
export const kindsWithTables: ReadonlySet<string> = new Set([
  "storage_proof",
  "storage_proof_verification",
  "sla_rollup",
  "validator_registration",
  "validator_deregistration",
  "validator_misbehavior_deregistration",
]);

/**
 * Makes a transaction of the row that its kind's table holds, and of the kind alone where there is no such table.
 * @returns undefined where the kind is not known
 */
export function otherOf({ type, content }: OtherRow): Payload | undefined {
  if (content === null) {
    return withoutContent.get(type);
  }
  const text = (name: string) => content[name] ?? "";
  const whole = (name: string) => BigInt(content[name] ?? 0);
  const bytes = (name: string) => Uint8Array.from(Buffer.from(text(name), "hex"));
  switch (type) {
    case "storage_proof":
      return {
        case: "storageProof",
        value: {
          height: whole("height"),
          address: text("address"),
          proverAddresses: [...(content.provers ?? [])],
          cid: text("cid"),
          proofSignature: bytes("proof_signature"),
        },
      };
    case "storage_proof_verification":
      return { case: "storageProofVerification", value: { height: whole("height"), proof: bytes("proof") } };
    case "sla_rollup":
      return {
        case: "slaRollup",
        value: {
          timestamp: timestampOf(text("time")),
          blockStart: whole("block_start"),
          blockEnd: whole("block_end"),
          reports: (content.reports ?? []).map(({ address, blocks }) => ({ address, numBlocksProposed: blocks })),
        },
      };
    case "validator_registration": {
      const value: MessageInitShape<typeof ValidatorRegistrationSchema> = {
        delegateWallet: text("address"),
        endpoint: text("endpoint"),
        nodeType: text("node_type"),
        spId: text("spid"),
        ethBlock: whole("eth_block"),
        cometAddress: text("comet_address"),
        pubKey: bytes("comet_pubkey"),
        power: whole("voting_power"),
      };
      return { case: "attestation", value: { body: { case: "validatorRegistration", value } } };
    }
    case "validator_deregistration": {
      const value = { cometAddress: text("comet_address"), pubKey: bytes("comet_pubkey") };
      return { case: "attestation", value: { body: { case: "validatorDeregistration", value } } };
    }
    default:
      return {
        case: "validatorDeregistration",
        value: { cometAddress: text("comet_address"), pubKey: bytes("comet_pubkey") },
      };
  }
}

/** @param microseconds since 1970, as digits */
export function timestampOf(microseconds: string): { readonly seconds: bigint; readonly nanos: number } {
  const all = BigInt(microseconds);
  const rest = ((all % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return { seconds: (all - rest) / 1_000_000n, nanos: Number(rest) * 1_000 };
}
