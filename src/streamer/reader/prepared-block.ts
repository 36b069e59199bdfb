import type { BegunBlock } from "../../edge/block.ts";
import type { RawRows } from "../../edge/raw-rows.ts";

/** What a line of the log or a sentence says of a transaction. */
export interface TransactionSummary {
  readonly hash: string;
  /**
   * "Track Create" for a ManageEntity, "Track Create (migration)" for one of the genesis range, else the kind of transaction: "plays",
   * "storage_proof"; "unknown" for one not known.
   */
  readonly kind: string;
  /** What of it this version does not know; undefined where it knows all. */
  readonly unknown?: string;
}

/** What is known of a block that is ready to be applied. */
interface ReadyBlock {
  readonly height: number;
  readonly hash: string;
  readonly chainId: string;
  /** The block's own time, milliseconds since 1970. */
  readonly time: number;
  /** Where it was read. */
  readonly place: string;
  readonly transactions: readonly TransactionSummary[];
  /** Whether it holds a ManageEntityMigration, as the range does with which a chain begins. */
  readonly hasMigrations: boolean;
}

/** A small block at the head of the chain: one statement writes all of it, for there each statement counts. */
export interface WholeBlock extends ReadyBlock {
  /** As em_apply takes it, in UTF-8. */
  readonly json: Uint8Array;
}

/** A block that is written together with others, table by table. */
export interface BlockInParts extends ReadyBlock {
  /** What is left for em_apply once the rows of the block and its raw rows are written. */
  readonly begun: BegunBlock;
  /** Its raw rows for COPY. */
  readonly raw: RawRows;
}

/** A block, ready to be applied. */
export type PreparedBlock = WholeBlock | BlockInParts;

export function isWhole(block: PreparedBlock): block is WholeBlock {
  return "json" in block;
}

export function isInParts(block: PreparedBlock): block is BlockInParts {
  return "begun" in block;
}

/** How much text a prepared block is, in characters or bytes. */
export function charactersOf(block: PreparedBlock): number {
  if (isWhole(block)) {
    return block.json.length;
  }
  const { begun, raw } = block;
  return begun.head.length + (begun.changes?.length ?? 0) + (begun.others?.length ?? 0) + raw.characters;
}
