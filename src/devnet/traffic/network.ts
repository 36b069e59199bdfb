import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { SignedTransactionSchema } from "../../generated/core/v1/types_pb.ts";
import type { Random } from "../random.ts";
import { contentId, geography } from "../texts.ts";
import { lastingValidatorsOf, proposerIndex, type Validator, validatorOf } from "../validators.ts";
import { walletOf } from "../wallets.ts";
import type { World } from "../world.ts";
import type { Mix } from "./mix.ts";

/** What goes into the oneof of a signed transaction. */
export type Payload = NonNullable<MessageInitShape<typeof SignedTransactionSchema>["transaction"]>;

/** A transaction beside ManageEntity. */
export interface NetworkTransaction {
  /** How the raw tables name its type (the Go ETL's tx_type); empty for a kind that indexers do not know. */
  readonly type: string;
  /** Undefined for a transaction of the second envelope, which has no payload that an indexer reads. */
  readonly payload: Payload | undefined;
  /** How many plays it carries. */
  readonly plays: number;
}

/**
 * How often validators report on each other, and how often they are asked to prove that they hold a file, in blocks; and how many of
 * those asked answer.
 */
const rhythms = {
  network: { rollup: 500, challenge: 10, provers: 1 },
  dense: { rollup: 50, challenge: 20, provers: 3 },
} as const;

/** Listens that a node reports together; some by people who are not signed in. Undefined while there is nothing to hear. */
export function playsTransaction(world: World, random: Random, count: number): NetworkTransaction | undefined {
  const plays: {
    userId: string;
    trackId: string;
    timestamp: Timestamp;
    signature: string;
    city: string;
    region: string;
    country: string;
  }[] = [];
  for (let left = count; left > 0; left -= 1) {
    const track = random.favourite(world.tracks);
    const listener = random.favourite(world.users);
    if (track === undefined || listener === undefined) return undefined;
    const userId = random.chance(0.3) ? `anonymous-${random.hex(8)}` : String(listener.id);
    const played = at(world.moment.seconds - random.integer(0, 30), random.integer(0, 999_999) * 1000);
    plays.push({
      userId,
      trackId: String(track.id),
      timestamp: played,
      signature: random.hex(65),
      ...geography(random),
    });
  }
  return { type: "play", payload: { case: "plays", value: { plays } }, plays: plays.length };
}

/** What the network itself puts into a block: its validators, their reports and proofs, and the rarer kinds. */
export function networkTransactions(world: World, random: Random, mix: Mix): NetworkTransaction[] {
  const { height } = world.moment;
  const offset = height - world.epoch.firstHeight;
  const found: NetworkTransaction[] = [];
  const lasting = lastingValidators(world.seed);
  const { rollup, challenge } = rhythms[mix];
  // The lasting validators join at the chain's beginning; a genesis range has nothing of them.
  const joining = world.epoch.index === 0 && world.epoch.generation === 0 ? lasting[offset - 1] : undefined;
  if (joining !== undefined) found.push(registration(random, joining, height));
  found.push(...guestValidator(world, random, offset));
  if (height % rollup === 0) found.push(slaRollup(world, lasting, rollup));
  if (height % challenge === 1 && height > 1) found.push(...storageProofs(random, lasting, height - 1, mix));
  if (height % challenge === 2 && height > 2) {
    const value = { height: BigInt(height - 2), proof: random.bytes(48) };
    found.push(plain("storage_proof_verification", { case: "storageProofVerification", value }));
  }
  const rare = rareTransaction(world, random, offset);
  if (rare !== undefined) found.push(rare);
  return found;
}

/** The lasting validators cost a key derivation each, and every block asks for them. */
const lastingBySeed = new Map<string, readonly Validator[]>();

function lastingValidators(seed: string): readonly Validator[] {
  const known = lastingBySeed.get(seed);
  if (known !== undefined) return known;
  const derived = lastingValidatorsOf(seed);
  lastingBySeed.set(seed, derived);
  return derived;
}

/** Gives the comet address of the validator that proposes a height. */
export function proposerOf(seed: string, height: number): string {
  return lastingValidators(seed)[proposerIndex(height)]?.cometAddress ?? "";
}

/** In each epoch one more validator comes, is registered in the old way too, goes again, and is struck off for misbehaviour. */
function guestValidator(world: World, random: Random, offset: number): NetworkTransaction[] {
  const label = () => `guest-${world.epoch.generation}-${world.epoch.index}`;
  switch (offset) {
    case 310:
      return [registration(random, validatorOf(world.seed, label()), world.moment.height)];
    case 311: {
      const guest = validatorOf(world.seed, label());
      const value = {
        endpoint: guest.endpoint,
        cometAddress: guest.cometAddress,
        ethBlock: String(20_000_000 + world.moment.height),
        nodeType: "validator",
        spId: guest.serviceProviderId,
        pubKey: guest.publicKey,
        power: 10n,
      };
      return [plain("validator_registration_legacy", { case: "validatorRegistration", value })];
    }
    case 812: {
      const guest = validatorOf(world.seed, label());
      const value = {
        cometAddress: guest.cometAddress,
        pubKey: guest.publicKey,
        deadline: BigInt(world.moment.height + 100),
        remove: true,
      };
      const body = { case: "validatorDeregistration" as const, value };
      return [
        plain("validator_deregistration", { case: "attestation", value: { signatures: [random.hex(65)], body } }),
      ];
    }
    case 900: {
      const guest = validatorOf(world.seed, label());
      const value = { cometAddress: guest.cometAddress, pubKey: guest.publicKey };
      return [plain("validator_misbehavior_deregistration", { case: "validatorDeregistration", value })];
    }
    default:
      return [];
  }
}

function registration(random: Random, validator: Validator, height: number): NetworkTransaction {
  const value = {
    delegateWallet: validator.address,
    endpoint: validator.endpoint,
    nodeType: "validator",
    spId: validator.serviceProviderId,
    ethBlock: BigInt(20_000_000 + height),
    cometAddress: validator.cometAddress,
    pubKey: validator.publicKey,
    power: 10n,
    deadline: BigInt(height + 100),
  };
  const body = { case: "validatorRegistration" as const, value };
  const signatures = [random.hex(65), random.hex(65)];
  return plain("validator_registration", { case: "attestation", value: { signatures, body } });
}

function slaRollup(world: World, lasting: readonly Validator[], length: number): NetworkTransaction {
  const { height, seconds, nanos } = world.moment;
  const start = height - length + 1;
  const proposed = lasting.map(() => 0);
  for (let proposedHeight = start; proposedHeight <= height; proposedHeight += 1) {
    const index = proposerIndex(proposedHeight);
    proposed[index] = (proposed[index] ?? 0) + 1;
  }
  const reports = lasting.map((validator, index) => ({
    address: validator.cometAddress,
    numBlocksProposed: proposed[index] ?? 0,
  }));
  const value = { timestamp: at(seconds, nanos), blockStart: BigInt(start), blockEnd: BigInt(height), reports };
  return plain("sla_rollup", { case: "slaRollup", value });
}

/** Three validators are asked to prove that they hold a file; at every third challenge one of them stays silent, or more. */
function storageProofs(
  random: Random,
  lasting: readonly Validator[],
  challenged: number,
  mix: Mix,
): NetworkTransaction[] {
  const { challenge, provers: most } = rhythms[mix];
  const round = challenged / challenge;
  const provers = [0, 1, 2].map((step) => lasting[(round + step * 3) % lasting.length]?.cometAddress ?? "");
  const answering = provers.slice(0, round % 3 === 0 ? Math.min(most, 2) : most);
  const cid = contentId(random);
  return answering.map((address) => {
    const proofSignature = random.bytes(64);
    const value = { height: BigInt(challenged), address, proverAddresses: provers, cid, proofSignature };
    return plain("storage_proof", { case: "storageProof", value });
  });
}

function rareTransaction(world: World, random: Random, offset: number): NetworkTransaction | undefined {
  const deadline = BigInt(world.moment.height + 100);
  const address = () => walletOf(world.seed, `reward/${world.moment.height}`).address;
  switch (offset) {
    case 95:
    case 595:
      return plain("release", { case: "release", value: {} });
    case 96: {
      const create = {
        rewardId: `w${offset}`,
        name: "weekly listener",
        amount: 5n,
        claimAuthorities: [{ address: address(), name: "devnet" }],
        deadlineBlockHeight: deadline,
        signature: random.hex(65),
      };
      return plain("reward", { case: "reward", value: { action: { case: "create", value: create } } });
    }
    case 97: {
      const remove = { address: address(), deadlineBlockHeight: deadline, signature: random.hex(65) };
      return plain("reward", { case: "reward", value: { action: { case: "delete", value: remove } } });
    }
    case 98:
    case 598: {
      const value = {
        uploaderAddress: address(),
        uploadSignature: random.hex(65),
        cid: contentId(random),
        uploadId: random.hex(12),
        transcodedCid: contentId(random),
        validatorAddress: proposerOf(world.seed, world.moment.height),
        validatorSignature: random.hex(65),
      };
      return plain("file_upload", { case: "fileUpload", value });
    }
    case 99:
      return plain("", undefined);
    case 100: {
      const rewardsManagerPubkey = random.hex(32);
      const create = { rewardsManagerPubkey, authorities: [address()] };
      const body = { deadlineBlockHeight: deadline, action: { case: "create" as const, value: create } };
      return plain("reward_pool", { case: "rewardPool", value: { body, signature: random.hex(65) } });
    }
    case 101: {
      const create = {
        rewardId: `w${offset}`,
        name: "weekly listener",
        amount: 5n,
        rewardsManagerPubkey: random.hex(32),
      };
      const body = { deadlineBlockHeight: deadline, action: { case: "create" as const, value: create } };
      return plain("reward", { case: "reward", value: { body, signature: random.hex(65) } });
    }
    case 102: {
      const data = new TextEncoder().encode(JSON.stringify([{ id: random.hex(12), status: "done" }]));
      const value = {
        ulid: random.hex(13),
        host: "https://node-0.devnet.example",
        action: "create",
        table: "uploads",
        data,
      };
      return plain("mediorum_operation", { case: "mediorumOperation", value });
    }
    case 103: {
      const userId = BigInt(world.users[0]?.id ?? 0);
      const cids = [contentId(random)];
      const value = { userId, cids, validatorAddress: address(), validatorSignature: random.hex(65) };
      return plain("content_attestation", { case: "contentAttestation", value });
    }
    default:
      return undefined;
  }
}

function plain(type: string, payload: Payload | undefined): NetworkTransaction {
  return { type, payload, plays: 0 };
}

/** Makes a protobuf timestamp. Takes whole seconds and nanoseconds. */
export function at(seconds: number, nanos: number): Timestamp {
  return create(TimestampSchema, { seconds: BigInt(seconds), nanos });
}
