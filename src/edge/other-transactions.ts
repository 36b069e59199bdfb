/**
 * Transactions that ask for no action on an entity: their type, and their content with the names that the wire has, for SQL to put
 * into the etl_* tables.
 */
import { fromBinary } from "@bufbuild/protobuf";
import type {
  Attestation,
  RewardBody,
  RewardMessage,
  SignedTransaction,
  TrackPlay,
  Transaction,
} from "../generated/core/v1/types_pb.ts";
import { EnvelopeSchema } from "../generated/core/v1beta1/types_pb.ts";
import { textJson } from "./text.ts";
import { type ProtoTimestamp, timestampText } from "./timestamp.ts";

/** A value of a member. bigint is written by its digits. */
export type Value = string | number | bigint | boolean | null | readonly Value[] | { readonly [member: string]: Value };

/** What a transaction is called, and its members. */
export interface TypedContent {
  /**
   * The name under which the Go ETL records it in etl_transactions.tx_type, except "plays", as em_apply's contract has it,
   * for which it records "play". Empty for a kind that this version does not know, as the Go ETL leaves it.
   */
  readonly type: string;
  readonly members: { readonly [member: string]: Value };
}

type Payload = SignedTransaction["transaction"];

const unknownTransaction: TypedContent = { type: "", members: {} };

/**
 * Names a transaction and its content. bytes become Postgres' hexadecimal form (`\x0a1b`), null if there are none, as the Go
 * ETL stores them; a timestamp that is not valid becomes null.
 *
 * The Go ETL leaves kinds without a type that it has no case for: releases, rewards and their pools, uploads,
 * mediorum operations, content attestations. Here each has the name that it has on the wire; what no table takes of them is left out.
 *
 * @param payload the oneof of a SignedTransaction; a manage_entity or manage_entity_migration is not for this function
 */
export function typedContent(payload: Payload): TypedContent {
  switch (payload.case) {
    case "plays":
      return { type: "plays", members: { plays: payload.value.plays.map(playMembers) } };
    case "validatorRegistration": {
      const { endpoint, cometAddress, ethBlock, nodeType, spId, pubKey, power } = payload.value;
      return {
        type: "validator_registration_legacy",
        members: {
          endpoint,
          comet_address: cometAddress,
          eth_block: ethBlock,
          node_type: nodeType,
          sp_id: spId,
          pub_key: bytes(pubKey),
          power,
        },
      };
    }
    case "validatorDeregistration": {
      const { cometAddress, pubKey } = payload.value;
      return {
        type: "validator_misbehavior_deregistration",
        members: { comet_address: cometAddress, pub_key: bytes(pubKey) },
      };
    }
    case "slaRollup": {
      const { timestamp, blockStart, blockEnd, reports } = payload.value;
      return {
        type: "sla_rollup",
        members: {
          timestamp: time(timestamp),
          // What Postgres' microseconds leave out; the Go ETL computes its rates with it.
          timestamp_nanoseconds: (timestamp?.nanos ?? 0) % 1000,
          block_start: blockStart,
          block_end: blockEnd,
          reports: reports.map(({ address, numBlocksProposed }) => ({
            address,
            num_blocks_proposed: numBlocksProposed,
          })),
        },
      };
    }
    case "storageProof": {
      const { height, address, proverAddresses, cid, proofSignature } = payload.value;
      return {
        type: "storage_proof",
        members: { height, address, prover_addresses: proverAddresses, cid, proof_signature: bytes(proofSignature) },
      };
    }
    case "storageProofVerification": {
      const { height, proof } = payload.value;
      return { type: "storage_proof_verification", members: { height, proof: bytes(proof) } };
    }
    case "attestation":
      return attestationContent(payload.value);
    case "release":
      return { type: "release", members: {} };
    case "reward":
      return { type: "reward", members: rewardMembers(payload.value) };
    case "rewardPool":
      return { type: "reward_pool", members: {} };
    case "mediorumOperation":
      return { type: "mediorum_operation", members: {} };
    case "contentAttestation":
      return { type: "content_attestation", members: {} };
    case "fileUpload": {
      const upload = payload.value;
      return {
        type: "file_upload",
        members: {
          uploader_address: upload.uploaderAddress,
          upload_signature: upload.uploadSignature,
          cid: upload.cid,
          upload_id: upload.uploadId,
          transcoded_cid: upload.transcodedCid,
          validator_address: upload.validatorAddress,
          validator_signature: upload.validatorSignature,
        },
      };
    }
    default:
      return unknownTransaction;
  }
}

/**
 * Says what of a transaction this version does not know, such as "field 1012": the chain gets new kinds before we do, and their
 * content is lost to the tables. Undefined where it knows all, also for the second envelope (transactionv2), which the references do
 * not index either.
 */
export function unknownContent(transaction: Transaction): string | undefined {
  const signed = transaction.transaction;
  if (isSecondEnvelope(transaction)) {
    return undefined;
  }
  if (signed === undefined) {
    return "nothing in it";
  }
  const payload = signed.transaction;
  if (payload.case === undefined) {
    return fieldsOf(signed.$unknown);
  }
  if (payload.case === "attestation" && payload.value.body.case === undefined) {
    return `an attestation of ${fieldsOf(payload.value.$unknown)}`;
  }
  return undefined;
}

/**
 * Whether a transaction is of the second envelope. A node sends one in three ways: by itself, beside an empty one of the first
 * envelope (StreamBlocks), or read as one of the first (GetBlocks), where its envelope is in the place of the request's id.
 */
function isSecondEnvelope({ transaction: signed, transactionv2 }: Transaction): boolean {
  if (signed === undefined) {
    return transactionv2 !== undefined;
  }
  if (signed.transaction.case !== undefined || signed.$unknown !== undefined) {
    return false;
  }
  return transactionv2?.envelope !== undefined || isEnvelope(signed.requestId);
}

function isEnvelope(requestId: string): boolean {
  try {
    return fromBinary(EnvelopeSchema, new TextEncoder().encode(requestId)).header !== undefined;
  } catch {
    return false;
  }
}

/** The numbers of fields that the wire has and our .proto has not; JSON shows none of them. */
function fieldsOf(unknown: SignedTransaction["$unknown"]): string {
  const numbers = new Set((unknown ?? []).map(({ no }) => no));
  return numbers.size === 0 ? "no field that is known" : `field ${[...numbers].join(", ")}`;
}

function playMembers(play: TrackPlay): Value {
  const { userId, trackId, timestamp, signature, city, region, country } = play;
  return { user_id: userId, track_id: trackId, timestamp: time(timestamp), signature, city, region, country };
}

/** Validators that vouch for a registration or a deregistration: recorded as what they vouch for. */
function attestationContent({ signatures, body }: Attestation): TypedContent {
  switch (body.case) {
    case "validatorRegistration": {
      const { delegateWallet, endpoint, nodeType, spId, ethBlock, cometAddress, pubKey, power, deadline } = body.value;
      return {
        type: "validator_registration",
        members: {
          signatures,
          delegate_wallet: delegateWallet,
          endpoint,
          node_type: nodeType,
          sp_id: spId,
          eth_block: ethBlock,
          comet_address: cometAddress,
          pub_key: bytes(pubKey),
          power,
          deadline,
        },
      };
    }
    case "validatorDeregistration": {
      const { cometAddress, pubKey, deadline, remove } = body.value;
      return {
        type: "validator_deregistration",
        members: { signatures, comet_address: cometAddress, pub_key: bytes(pubKey), deadline, remove },
      };
    }
    default:
      return unknownTransaction;
  }
}

/** A reward of today's chain has a body, one of the first chain has the action itself. */
function rewardMembers({ body, signature, action }: RewardMessage): TypedContent["members"] {
  if (body !== undefined) {
    return { body: rewardBody(body), signature };
  }
  switch (action.case) {
    case "create": {
      const { rewardId, name, amount, claimAuthorities, deadlineBlockHeight, signature } = action.value;
      return {
        create: {
          reward_id: rewardId,
          name,
          amount,
          claim_authorities: claimAuthorities.map((authority) => ({
            address: authority.address,
            name: authority.name,
          })),
          deadline_block_height: deadlineBlockHeight,
          signature,
        },
      };
    }
    case "delete": {
      const { address, deadlineBlockHeight, signature } = action.value;
      return { delete: { address, deadline_block_height: deadlineBlockHeight, signature } };
    }
    default:
      return {};
  }
}

function rewardBody({ deadlineBlockHeight, action }: RewardBody): TypedContent["members"] {
  switch (action.case) {
    case "create": {
      const { rewardId, name, amount, rewardsManagerPubkey } = action.value;
      const create = { reward_id: rewardId, name, amount, rewards_manager_pubkey: rewardsManagerPubkey };
      return { deadline_block_height: deadlineBlockHeight, create };
    }
    case "delete":
      return { deadline_block_height: deadlineBlockHeight, delete: { address: action.value.address } };
    default:
      return { deadline_block_height: deadlineBlockHeight };
  }
}

function bytes(value: Uint8Array): string | null {
  return value.length === 0 ? null : `\\x${Buffer.from(value).toString("hex")}`;
}

function time(timestamp: ProtoTimestamp | undefined): string | null {
  return timestampText(timestamp) ?? null;
}

/**
 * Writes a value as JSON that `::jsonb` takes: strings cleaned, integers digit by digit.
 *
 * @param value member names within it are taken as they are
 */
export function valueJson(value: Value): string {
  if (typeof value === "string") {
    return textJson(value);
  }
  if (typeof value !== "object") {
    return String(value);
  }
  if (value === null) {
    return "null";
  }
  if (isList(value)) {
    return `[${value.map(valueJson).join(",")}]`;
  }
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${valueJson(member)}`)
    .join(",")}}`;
}

/** Array.isArray does not narrow to a readonly array. */
function isList(value: readonly Value[] | { readonly [member: string]: Value }): value is readonly Value[] {
  return Array.isArray(value);
}
