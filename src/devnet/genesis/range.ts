import { createHash } from "node:crypto";
import { create, toBinary } from "@bufbuild/protobuf";
import { BlockSchema, SignedTransactionSchema } from "../../generated/core/v1/types_pb.ts";
import type { BuiltBlock, BuiltTransaction } from "../epoch-builder.ts";
import { momentOf } from "../epochs.ts";
import { Random } from "../random.ts";
import { draft } from "../traffic/draft.ts";
import { at, type Payload, proposerOf } from "../traffic/network.ts";
import { encodedField } from "../wire.ts";
import type { Entry, MigrationEntry } from "./entry.ts";
import { type SourceState, sourceState } from "./source/state.ts";
import { genesisEntries } from "./writer/steps.ts";

/** A block of the range holds so much at most. */
const mostTransactions = 10_000;
const mostBytes = 15_000_000;

/** A smaller range is cut into so many blocks all the same, so that it has several. */
const fewestBlocks = 8;

/** What a transaction takes beside its metadata. */
const bytesBesideMetadata = 700;

/** The genesis range with which a chain of today begins: a source state, replayed in the blocks 1 to `lastHeight`. */
export class GenesisRange {
  readonly state: SourceState;
  readonly lastHeight: number;
  readonly #seed: string;
  readonly #chainId: string;
  readonly #entries: readonly Entry[];
  /** Where each block's transactions begin; one more for the end. */
  readonly #starts: readonly number[];

  /** @param transactions how many there are in the whole range, at least `fewestTransactions` */
  constructor(seed: string, chainId: string, transactions: number) {
    this.#seed = seed;
    this.#chainId = chainId;
    this.state = sourceState(seed, transactions);
    this.#entries = genesisEntries(seed, this.state);
    this.#starts = cut(this.#entries);
    this.lastHeight = this.#starts.length - 1;
  }

  /**
   * @returns what stands in a block, without building it
   * @throws RangeError for a height outside the range
   */
  entriesOf(height: number): readonly Entry[] {
    const [start, end] = this.#bounds(height);
    return this.#entries.slice(start, end);
  }

  /**
   * Builds a block of the range. Its time is made up: one second per block.
   * @param height from 1 to `lastHeight`
   * @throws RangeError for another height
   */
  block(height: number): BuiltBlock {
    const [start] = this.#bounds(height);
    const random = new Random(`${this.#seed}/genesis/block/${height}`);
    const { seconds } = momentOf(0, height, 0);
    const timestamp = at(seconds, 0);
    const prepared = this.entriesOf(height).map((entry, index) => transactionOf(entry, start + index, random));
    const hash = createHash("sha256")
      .update(`${this.#seed}/${this.#chainId}/${height}/${prepared.map(({ built }) => built.hash).join()}`)
      .digest("hex")
      .toUpperCase();
    const proposer = proposerOf(this.#seed, 0);
    const block = create(BlockSchema, { height: BigInt(height), hash, chainId: this.#chainId, proposer, timestamp });
    for (const { built, bytes } of prepared) {
      block.transactions.push({
        $typeName: "core.v1.Transaction",
        hash: built.hash,
        $unknown: [encodedField(2, bytes)],
        chainId: this.#chainId,
        height: block.height,
        blockHash: hash,
        timestamp,
      });
    }
    return { height, hash, bytes: toBinary(BlockSchema, block), transactions: prepared.map(({ built }) => built) };
  }

  #bounds(height: number): readonly [start: number, end: number] {
    const [start, end] = this.#starts.slice(height - 1, height + 1);
    if (start === undefined || end === undefined) {
      throw new RangeError(`height ${height} is not in the genesis range`);
    }
    return [start, end];
  }
}

/**
 * Cuts the entries into blocks.
 * @returns where each begins, and where the last ends
 */
function cut(entries: readonly Entry[]): number[] {
  const most = Math.min(mostTransactions, Math.ceil(entries.length / fewestBlocks));
  const starts = [0];
  let start = 0;
  let bytes = 0;
  for (const [index, entry] of entries.entries()) {
    const size = bytesOf(entry);
    if (index - start >= most || bytes + size > mostBytes) {
      starts.push(index);
      start = index;
      bytes = 0;
    }
    bytes += size;
  }
  return [...starts, entries.length];
}

/** @returns about how many bytes an entry takes in its block */
function bytesOf(entry: Entry): number {
  return entry.kind === "other"
    ? bytesBesideMetadata + entry.plays * 60
    : bytesBesideMetadata + Buffer.byteLength(metadataText(entry));
}

function metadataText({ metadata }: MigrationEntry): string {
  const made = metadata();
  return made === "" ? "" : JSON.stringify(made);
}

/** Encodes an entry. Its hash is upper-case hex, its nonce the number of the transaction. */
function transactionOf(entry: Entry, number: number, random: Random): { built: BuiltTransaction; bytes: Uint8Array } {
  const transaction = entry.kind === "other" ? entry.payload() : migrationPayload(entry, number, random);
  const message = create(SignedTransactionSchema, { signature: "", requestId: random.hex(16), transaction });
  const bytes = toBinary(SignedTransactionSchema, message);
  const hash = createHash("sha256").update(bytes).digest("hex").toUpperCase();
  if (entry.kind === "other") {
    return { built: { hash, type: entry.type, plays: entry.plays, isRepeated: false }, bytes };
  }
  const { userId, entityType, entityId, action, signer, lostBecause } = entry;
  const outcome =
    lostBecause === undefined ? { kind: "applied" as const } : { kind: "rejected" as const, reason: lostBecause };
  const carried = draft(userId, signer, { entityType, entityId, action }, outcome);
  return { built: { hash, type: "manage_entity_migration", plays: 0, isRepeated: false, draft: carried }, bytes };
}

/** The signature would be the migration key's; nobody recovers a signer from it, so any bytes serve. */
function migrationPayload(entry: MigrationEntry, number: number, random: Random): Payload {
  const value = {
    userId: BigInt(entry.userId),
    entityType: entry.entityType,
    entityId: BigInt(entry.entityId),
    action: entry.action,
    metadata: metadataText(entry),
    signature: `0x${random.hex(65)}`,
    signer: entry.signer,
    nonce: `0x${number.toString(16).padStart(64, "0")}`,
  };
  return { case: "manageEntityMigration", value };
}
