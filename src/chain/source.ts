import type { Block } from "../generated/core/v1/types_pb.ts";

/** A block as a source hands it over. */
export interface SourceBlock {
  /** Height on the chain, counting up by one from block to block. */
  readonly height: number;
  readonly block: Block;
  /** Where it was read, for a sentence: "line 17 of blocks.ndjson", "http://localhost:50051". */
  readonly place: string;
}

/**
 * Where blocks come from: a core node, a file, standard input, or the raw rows of another index. A source hands blocks over in order and without a hole, and
 * ends with a Failure where it cannot; it checks nothing against the database.
 */
export interface BlockSource {
  /** For sentences: "node http://localhost:50051", "file blocks.ndjson", "standard input". */
  readonly name: string;
  /** Whether blocks go on coming; a file ends. */
  readonly endless: boolean;
  /** Newest height that the source is known to have; undefined for a file that was not read to its end. */
  head(): number | undefined;
  /** How much of the source was read, from 0 to 1, where that is known: for a regular file. */
  fractionRead(): number | undefined;
  /** Why no block comes at present, as a sentence; undefined while blocks come. */
  waiting(): string | undefined;
  /**
   * Gets in touch with the source: connects to the node, or reads the first block of the file.
   * @returns the chain's id, undefined where the source has no block yet
   * @throws Failure when the source is not there
   */
  open(signal: AbortSignal): Promise<{ readonly chainId: string | undefined }>;
  /**
   * Hands over the blocks from a height on. `from` undefined: from the first that the source has. `newest`: the newest height
   * that the tables hold, for sentences; undefined: the one before `from`.
   *
   * Ends without an error when the signal aborts, or at the end of a file.
   * @throws Failure that names the place otherwise
   */
  blocks(from: number | undefined, signal: AbortSignal, newest?: number): AsyncGenerator<SourceBlock, void, undefined>;
  /** Lets go of connections and files. */
  close(): Promise<void>;
}
