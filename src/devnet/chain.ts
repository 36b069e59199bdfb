import { fromBinary } from "@bufbuild/protobuf";
import { type Block, BlockSchema } from "../generated/core/v1/types_pb.ts";
import { type ChainContent, EpochBuilder } from "./epoch-builder.ts";
import { blocksPerEpoch, type Epoch, epochOf } from "./epochs.ts";
import { addCounts, type Expected, type ExpectedCounts, Tally } from "./expectation.ts";
import { ExpectedRows } from "./expected-rows.ts";
import { genesisCounts } from "./genesis/expectation.ts";
import type { GenesisRange } from "./genesis/range.ts";
import type { TrafficChoice } from "./traffic/menu.ts";
import type { Mix } from "./traffic/mix.ts";

export interface ChainOptions {
  /** Any text: the same seed gives the same chain, byte for byte. */
  readonly seed: string;
  /** Default: "devnet". */
  readonly chainId?: string;
  /** 0 (default), or how many rollovers to a new chain id came before: the chain goes on with the same founders and new ids. */
  readonly generation?: number;
  /** Default: "all". */
  readonly traffic?: TrafficChoice;
  /** How the blocks are filled. Default: "network". */
  readonly mix?: Mix;
  /** A range with which the chain begins. A chain after a rollover has it behind it: there it only says who the founders are. */
  readonly genesis?: GenesisRange | undefined;
  /** How large each block is at least, in bytes. Default: 0, as large as its traffic. */
  readonly blockBytes?: number;
}

/** A block on the wire. */
export interface EncodedBlock {
  readonly height: number;
  readonly hash: string;
  /** A core.v1.Block. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The largest generation whose ids fit the tables' four-byte columns. */
const maximumGeneration = 20;

/** How many bytes of blocks are kept for those who ask again. */
const cachedBytes = 16 * 1024 * 1024;

/** How many places in the chain can be read side by side without building an epoch again. */
const openBuilders = 3;

/**
 * A chain whose every block follows from seed and height. Reading on costs one block's building; a jump costs at most one epoch's.
 * What it holds is bounded: a few epochs' worlds and some megabytes of blocks, however long the chain.
 */
export class Chain {
  readonly content: ChainContent;
  readonly #range: GenesisRange | undefined;
  readonly #cache = new Map<number, EncodedBlock>();
  #cached = 0;
  readonly #builders: { builder: EpochBuilder; tally: Tally }[] = [];
  readonly #finished = new Map<number, ExpectedCounts>();

  /** Throws a RangeError for a generation that is not an integer from 0 to 20. */
  constructor(options: ChainOptions) {
    const { seed, chainId = "devnet", generation = 0, traffic = "all", mix = "network" } = options;
    const { blockBytes = 0, genesis } = options;
    if (!Number.isInteger(generation) || generation < 0 || generation > maximumGeneration) {
      throw new RangeError(
        `generation ${generation} of a devnet chain is not an integer from 0 to ${maximumGeneration}`,
      );
    }
    this.content = { seed, chainId, generation, traffic, mix, blockBytes, genesis };
    this.#range = generation === 0 ? genesis : undefined;
  }

  /** Height of the last block of the genesis range; 0 without one. */
  get genesisHeight(): number {
    return this.#range?.lastHeight ?? 0;
  }

  /** Gives the block of a height (from 1) as it goes over the wire. Throws a RangeError for a height outside the chain. */
  encoded(height: number): EncodedBlock {
    const cached = this.#cache.get(height);
    if (cached !== undefined) return cached;
    if (this.#range !== undefined && height >= 1 && height <= this.#range.lastHeight) {
      const { hash, bytes } = this.#range.block(height);
      const encoded = { height, hash, bytes };
      this.#keep(encoded);
      return encoded;
    }
    const open = this.#builderFor(height);
    for (;;) {
      const block = open.builder.next();
      open.tally.add(block);
      const { epoch } = open.builder.world;
      if (block.height === epoch.lastHeight) this.#finished.set(epoch.index, open.tally.counts(open.builder.world));
      const encoded = { height: block.height, hash: block.hash, bytes: block.bytes };
      this.#keep(encoded);
      if (block.height === height) return encoded;
    }
  }

  /** Gives the block of a height as a message. Throws as encoded does. */
  block(height: number): Block {
    return fromBinary(BlockSchema, this.encoded(height).bytes);
  }

  /**
   * Says how much the tables must hold once all blocks up to a height (0: none) are applied. Builds the epochs that were not served
   * yet. Throws a RangeError for a height outside the chain.
   */
  expectedCounts(height: number): ExpectedCounts {
    if (height === 0) return addCounts([]);
    const parts: ExpectedCounts[] = this.#range === undefined ? [] : [genesisCounts(this.#range, height)];
    if (height <= this.genesisHeight) return addCounts(parts);
    const last = this.#epochOf(height).index;
    for (let index = 0; index < last; index += 1) {
      const counts = this.#finished.get(index) ?? this.#replay(index, Number.POSITIVE_INFINITY);
      this.#finished.set(index, counts);
      parts.push(counts);
    }
    parts.push(this.#replay(last, height));
    return addCounts(parts);
  }

  /** Says what the tables must hold once all blocks up to a height (from 1) are applied. Memory grows with the height. */
  expected(height: number): Expected {
    const rows = new ExpectedRows();
    if (this.#range !== undefined) rows.addGenesis(this.#range, height);
    if (height <= this.genesisHeight) return rows.result();
    const last = this.#epochOf(height).index;
    for (let index = 0; index <= last; index += 1) this.#replay(index, height, rows);
    return rows.result();
  }

  #epochOf(height: number): Epoch {
    return epochOf(this.content.generation, height, this.genesisHeight);
  }

  /** Builds an epoch from its start up to a height, or to its end if that comes first. */
  #replay(index: number, height: number, rows?: ExpectedRows): ExpectedCounts {
    const firstHeight = this.genesisHeight + index * blocksPerEpoch + 1;
    const builder = new EpochBuilder(this.content, this.#epochOf(firstHeight));
    const tally = new Tally();
    const end = Math.min(height, builder.world.epoch.lastHeight);
    while (builder.nextHeight <= end) {
      const block = builder.next();
      tally.add(block);
      rows?.addBlock(block);
    }
    const counts = tally.counts(builder.world);
    rows?.addWorld(builder.world, counts);
    return counts;
  }

  /** Gives a builder of the height's epoch that has not passed it: an open one, or a new one in place of the one longest unused. */
  #builderFor(height: number): { builder: EpochBuilder; tally: Tally } {
    const epoch = this.#epochOf(height);
    const at = this.#builders.findIndex(
      ({ builder }) => builder.world.epoch.index === epoch.index && builder.nextHeight <= height,
    );
    const [found = { builder: new EpochBuilder(this.content, epoch), tally: new Tally() }] =
      at < 0 ? [] : this.#builders.splice(at, 1);
    this.#builders.push(found);
    if (this.#builders.length > openBuilders) this.#builders.shift();
    return found;
  }

  #keep(block: EncodedBlock): void {
    if (this.#cache.has(block.height)) return;
    this.#cache.set(block.height, block);
    this.#cached += block.bytes.length;
    for (const [height, oldest] of this.#cache) {
      if (this.#cached <= cachedBytes) break;
      this.#cache.delete(height);
      this.#cached -= oldest.bytes.length;
    }
  }
}
