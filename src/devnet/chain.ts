import { fromBinary } from "@bufbuild/protobuf";
import { type Block, BlockSchema } from "../generated/core/v1/types_pb.ts";
import { type ChainContent, EpochBuilder } from "./epoch-builder.ts";
import { type Epoch, epochOf } from "./epochs.ts";
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
  /** How many transactions each block holds, where the network itself does not put more into it. Default: as many as the mix has it. */
  readonly transactionsPerBlock?: number | undefined;
}

/** A block on the wire. */
export interface EncodedBlock {
  readonly height: number;
  readonly hash: string;
  /** A core.v1.Block. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The largest generation whose ids fit the tables' four-byte columns. */
const maximumGeneration = 3;

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
  /** The range with which the chain begins; a chain after a rollover has none. */
  readonly genesis: GenesisRange | undefined;
  readonly #cache = new Map<number, EncodedBlock>();
  #cached = 0;
  readonly #builders: EpochBuilder[] = [];

  /** @throws RangeError for a generation that is not an integer from 0 to 3 */
  constructor(options: ChainOptions) {
    const { seed, chainId = "devnet", generation = 0, traffic = "all", mix = "network" } = options;
    const { blockBytes = 0, transactionsPerBlock, genesis } = options;
    if (!Number.isInteger(generation) || generation < 0 || generation > maximumGeneration) {
      throw new RangeError(
        `generation ${generation} of a devnet chain is not an integer from 0 to ${maximumGeneration}`,
      );
    }
    this.content = { seed, chainId, generation, traffic, mix, blockBytes, transactionsPerBlock, genesis };
    this.genesis = generation === 0 ? genesis : undefined;
  }

  /** Height of the last block of the genesis range; 0 without one. */
  get genesisHeight(): number {
    return this.genesis?.lastHeight ?? 0;
  }

  /**
   * @returns the block of a height (from 1) as it goes over the wire
   * @throws RangeError for a height outside the chain
   */
  encoded(height: number): EncodedBlock {
    const cached = this.#cache.get(height);
    if (cached !== undefined) {
      return cached;
    }
    if (this.genesis !== undefined && height >= 1 && height <= this.genesis.lastHeight) {
      const { hash, bytes } = this.genesis.block(height);
      const encoded = { height, hash, bytes };
      this.#keep(encoded);
      return encoded;
    }
    const builder = this.#builderFor(height);
    for (;;) {
      const block = builder.next();
      const encoded = { height: block.height, hash: block.hash, bytes: block.bytes };
      this.#keep(encoded);
      if (block.height === height) {
        return encoded;
      }
    }
  }

  /**
   * @returns the block of a height as a message
   * @throws RangeError for a height outside the chain
   */
  block(height: number): Block {
    return fromBinary(BlockSchema, this.encoded(height).bytes);
  }

  #epochOf(height: number): Epoch {
    return epochOf(this.content.generation, height, this.genesisHeight);
  }

  /**
   * @returns a builder of the height's epoch that has not passed it: an open one, or a new one in place of the one that
   * was not used for longest
   */
  #builderFor(height: number): EpochBuilder {
    const epoch = this.#epochOf(height);
    const at = this.#builders.findIndex(
      (builder) => builder.world.epoch.index === epoch.index && builder.nextHeight <= height,
    );
    const [found = new EpochBuilder(this.content, epoch)] = at < 0 ? [] : this.#builders.splice(at, 1);
    this.#builders.push(found);
    if (this.#builders.length > openBuilders) {
      this.#builders.shift();
    }
    return found;
  }

  #keep(block: EncodedBlock): void {
    if (this.#cache.has(block.height)) {
      return;
    }
    this.#cache.set(block.height, block);
    this.#cached += block.bytes.length;
    for (const [height, oldest] of this.#cache) {
      if (this.#cached <= cachedBytes) {
        break;
      }
      this.#cache.delete(height);
      this.#cached -= oldest.bytes.length;
    }
  }
}
