import { createHash } from "node:crypto";
import { create, toBinary, type UnknownField } from "@bufbuild/protobuf";
import { BlockSchema, SignedTransactionSchema } from "../generated/core/v1/types_pb.ts";
import { TransactionSchema as SecondTransactionSchema } from "../generated/core/v1beta1/types_pb.ts";
import { type Epoch, momentOf } from "./epochs.ts";
import { foundersOf } from "./founders.ts";
import type { GenesisRange } from "./genesis/range.ts";
import { Random } from "./random.ts";
import { type Draft, draft, type Outcome } from "./traffic/draft.ts";
import { nextDraft, type TrafficChoice } from "./traffic/menu.ts";
import { type Mix, playCount, slotsOf } from "./traffic/mix.ts";
import { at, networkTransactions, type Payload, playsTransaction, proposerOf } from "./traffic/network.ts";
import { uploadTrack } from "./traffic/tracks.ts";
import { joinUser } from "./traffic/users.ts";
import { encodedField } from "./wire.ts";
import { World } from "./world.ts";

/** What decides a chain's content. */
export interface ChainContent {
  readonly seed: string;
  readonly chainId: string;
  /** 0, and one more after each rollover to a new chain id. */
  readonly generation: number;
  readonly traffic: TrafficChoice;
  readonly mix: Mix;
  /** The range with which the chain of generation 0 begins; its founders are those of all epochs. */
  readonly genesis: GenesisRange | undefined;
  /** How large each block is at least, in bytes: it is filled up with transactions that no handler claims. */
  readonly blockBytes: number;
  /** How many transactions each block holds, where the network itself does not put more into it; undefined: as many as the mix has it. */
  readonly transactionsPerBlock: number | undefined;
}

/** One transaction of a built block, with what is known of it beside its bytes. */
export interface BuiltTransaction {
  readonly hash: string;
  /** The raw tables' name of its type. */
  readonly type: string;
  readonly plays: number;
  /** Of a ManageEntity transaction: what it is, and what must become of it. */
  readonly draft?: Draft;
  /** Whether the very same transaction stood in an earlier block. */
  readonly isRepeated: boolean;
}

/** A block of the devnet. */
export interface BuiltBlock {
  readonly height: number;
  readonly hash: string;
  /** The block as a core.v1.Block on the wire. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly transactions: readonly BuiltTransaction[];
}

/** A transaction ready for its block. */
interface Prepared {
  readonly built: BuiltTransaction;
  /** The member of a core.v1.Transaction that holds it, encoded: its hash is over the same bytes. */
  readonly body: UnknownField;
}

/** Numbers of the members of a core.v1.Transaction that hold a transaction of the first and of the second kind. */
const bodyNumbers = { first: 2, second: 7 } as const;

/** Share of ManageEntity transactions that stood in an earlier block already, byte for byte: relays retry. */
const repeatedShare = 0.004;

/** What fills up a block: with all that is around it, about 1,500 bytes a transaction, as in the genesis of the network's next chain. */
const filler = draft(
  1,
  "0x0000000000000000000000000000000000000001",
  { entityType: "DevnetFiller", entityId: 1, action: "Fill", metadata: "x".repeat(1100) },
  { kind: "ignored" },
);

/** Builds the blocks of one epoch, each in its turn; the world after a block says what must be in the tables. */
export class EpochBuilder {
  readonly world: World;
  readonly #content: ChainContent;
  readonly #first: (() => Draft)[] = [];
  readonly #harmless: Prepared[] = [];
  /** Those of the block under way, which no transaction of the same block may repeat. */
  readonly #harmlessNow: Prepared[] = [];
  #nextHeight: number;
  #random: Random;

  constructor(content: ChainContent, epoch: Epoch) {
    this.#content = content;
    this.#nextHeight = epoch.firstHeight;
    this.world = new World(content.seed, epoch);
    this.#random = new Random("");
    this.#admitFounders();
  }

  /** Height of the block that comes next. */
  get nextHeight(): number {
    return this.#nextHeight;
  }

  /**
   * Builds the next block.
   * @throws RangeError behind the epoch's last one
   */
  next(): BuiltBlock {
    const { seed, chainId, generation } = this.#content;
    const height = this.#nextHeight;
    if (height > this.world.epoch.lastHeight) {
      throw new RangeError(`the epoch ends at ${this.world.epoch.lastHeight}`);
    }
    this.#nextHeight += 1;
    this.#random = new Random(`${seed}/block/${generation}/${height}`);
    const moment = momentOf(generation, height, this.#random.integer(0, 899_999));
    this.world.moment = moment;
    this.world.seenNow.clear();
    const prepared = this.#transactions();
    this.#harmless.push(...this.#harmlessNow.splice(0));
    const proposer = proposerOf(seed, height);
    const hash = createHash("sha256")
      .update(`${seed}/${chainId}/${height}/${moment.nanos}/${prepared.map(({ built }) => built.hash).join()}`)
      .digest("hex")
      .toUpperCase();
    const timestamp = at(moment.seconds, moment.nanos);
    const block = create(BlockSchema, { height: BigInt(height), hash, chainId, proposer, timestamp });
    for (const { built, body } of prepared) {
      block.transactions.push({
        $typeName: "core.v1.Transaction",
        hash: built.hash,
        $unknown: [body],
        chainId,
        height: block.height,
        blockHash: hash,
        timestamp,
      });
    }
    return { height, hash, bytes: toBinary(BlockSchema, block), transactions: prepared.map(({ built }) => built) };
  }

  /** In the first epoch the founders join and upload one by one; later ones find them there. */
  #admitFounders(): void {
    const { world } = this;
    for (const { user, tracks } of foundersOf(this.#content, world.epoch)) {
      if (world.epoch.isFirst) {
        this.#first.push(() => joinUser(world, this.#random, user));
        for (const track of tracks) {
          this.#first.push(() => uploadTrack(world, this.#random, track));
        }
      } else {
        world.addUser(user);
        for (const track of tracks) {
          world.addTrack(track);
        }
      }
    }
  }

  #transactions(): Prepared[] {
    const random = this.#random;
    const { mix, transactionsPerBlock } = this.#content;
    const network = networkTransactions(this.world, random, mix);
    const slots = slotsOf(mix, random, network.length, transactionsPerBlock);
    const prepared: Prepared[] = [];
    for (let left = slots.manageEntities; left > 0; left -= 1) {
      prepared.push(random.chance(repeatedShare) ? (this.#repeat() ?? this.#manageEntity()) : this.#manageEntity());
    }
    for (let left = slots.plays; left > 0; left -= 1) {
      // Until the founders are there, nobody plays anything.
      const plays = this.#first.length > 0 ? undefined : playsTransaction(this.world, random, playCount(mix, random));
      if (plays === undefined) {
        prepared.push(this.#manageEntity());
      } else {
        prepared.splice(random.integer(0, prepared.length), 0, this.#prepare(plays.type, plays.payload, plays.plays));
      }
    }
    for (const { type, payload } of network) {
      prepared.push(this.#prepare(type, payload, 0));
    }
    let bytes = prepared.reduce((total, { body }) => total + body.data.length, 0);
    while (bytes < this.#content.blockBytes) {
      const filling = this.#signed(filler);
      bytes += filling.body.data.length;
      prepared.push(filling);
    }
    return prepared;
  }

  #manageEntity(): Prepared {
    const draft =
      this.#first.shift()?.() ?? nextDraft(this.#content.traffic, this.#content.mix, this.world, this.#random);
    const prepared = this.#signed(draft);
    if (draft.outcome.kind === "applied" && this.#outcomeOfRepeat(draft) !== undefined) {
      this.#harmlessNow.push(prepared);
    }
    return prepared;
  }

  /** A ManageEntity transaction as its user signed it. */
  #signed(draft: Draft): Prepared {
    const value = {
      userId: BigInt(draft.userId),
      entityType: draft.entityType,
      entityId: BigInt(draft.entityId),
      action: draft.action,
      metadata: draft.metadata,
      signature: `0x${this.#random.hex(65)}`,
      signer: draft.signer,
      nonce: `0x${this.#random.hex(32)}`,
    };
    return this.#prepare("manage_entity", { case: "manageEntity", value }, 0, draft);
  }

  /**
   * Says what a second copy of an applied transaction comes to, for the few kinds for which that is plain: a follow that stands is
   * refused, and so is a track that exists. Undefined for all others.
   */
  #outcomeOfRepeat(draft: Draft): Outcome | undefined {
    if (draft.entityType === "Track" && draft.action === "Create") {
      return { kind: "rejected", reason: "track exists" };
    }
    const stands = this.world.follows.get(`${draft.userId}:${draft.entityId}`) === false;
    return draft.action === "Follow" && stands ? { kind: "rejected", reason: "follows already" } : undefined;
  }

  #repeat(): Prepared | undefined {
    if (this.#harmless.length === 0) {
      return undefined;
    }
    const { body, built } = this.#random.pick(this.#harmless);
    if (built.draft === undefined) {
      return undefined;
    }
    const outcome = this.#outcomeOfRepeat(built.draft);
    if (outcome === undefined) {
      return undefined;
    }
    return { body, built: { ...built, draft: { ...built.draft, outcome }, isRepeated: true } };
  }

  #prepare(type: string, payload: Payload | undefined, plays: number, draft?: Draft): Prepared {
    const random = this.#random;
    const bytes =
      payload === undefined
        ? this.#secondKind()
        : toBinary(
            SignedTransactionSchema,
            create(SignedTransactionSchema, {
              signature: random.hex(65),
              requestId: random.hex(16),
              transaction: payload,
            }),
          );
    const body = encodedField(payload === undefined ? bodyNumbers.second : bodyNumbers.first, bytes);
    return {
      body,
      built: { hash: hashOf(bytes), type, plays, isRepeated: false, ...(draft === undefined ? {} : { draft }) },
    };
  }

  #secondKind(): Uint8Array {
    const expiration = BigInt(this.#nextHeight + 100);
    const header = { chainId: this.#content.chainId, expiration, nonce: this.#random.hex(16) };
    return toBinary(SecondTransactionSchema, create(SecondTransactionSchema, { envelope: { header } }));
  }
}

/** The chain names a transaction by the SHA-256 of its bytes. */
function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
