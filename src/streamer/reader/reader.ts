import type { LastBlock } from "../../chain/continuity.ts";
import type { BlockSource } from "../../chain/source.ts";
import type { Garbage } from "../../garbage.ts";
import type { PreparedBlock } from "./prepared-block.ts";

/** Which blocks to read. */
export interface Reading {
  /** The chain that they must be of; undefined: that of the first. */
  readonly chainId: string | undefined;
  /** The height that must come first; undefined: any. */
  readonly next: number | undefined;
  /** The newest block that the tables hold, which the source must have as well. */
  readonly last: LastBlock | undefined;
  /** The newest height that the tables hold, for sentences. */
  readonly newest: number | undefined;
  /** The last height to read; undefined: as far as the source goes. */
  readonly end: number | undefined;
}

/** For how many milliseconds so far the source was waited for, and blocks were prepared. */
export interface ReadingTime {
  readonly node: number;
  readonly edge: number;
}

/** Reads blocks from a source and makes them ready for the database, without it. */
export interface BlockReader extends Pick<BlockSource, "name" | "endless" | "head" | "fractionRead" | "waiting"> {
  /**
   * Gets in touch with the source.
   * @returns the chain's id, undefined where the source has no block yet
   * @throws Failure when the source is not there
   */
  open(signal: AbortSignal): Promise<{ readonly chainId: string | undefined }>;
  /**
   * Hands over the next blocks, in order and without a hole. Ends without an error when the signal aborts, at the end height, or at the
   * end of the source.
   * @throws Failure that names the place, where the source fails, does not continue the chain, or holds a block that cannot be prepared
   */
  blocks(reading: Reading, signal: AbortSignal): AsyncGenerator<PreparedBlock, void, undefined>;
  /** Called when the source hears of blocks that it has yet to fetch: they will be here in a moment. */
  onAnnouncement: (() => void) | undefined;
  /** Collects garbage in the thread that reads, where it is not the one that calls. */
  collectGarbage(type: Garbage): void;
  /** How long reading has taken so far. */
  time(): ReadingTime;
  /** Lets go of the source. */
  close(): Promise<void>;
}
