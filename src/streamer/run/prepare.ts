import type { SourceBlock } from "../../chain/source.ts";
import type { BegunBlock } from "../../edge/block.ts";
import { unknownContent } from "../../edge/other-transactions.ts";
import { type RawRows, rawRows } from "../../edge/raw-rows.ts";
import type { Transaction } from "../../generated/core/v1/types_pb.ts";

const longestKind = 60;

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

/** A block, ready to be applied. */
export interface PreparedBlock {
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
  /** What is left for em_apply once the rows of the block and its raw rows are written. */
  readonly begun: BegunBlock;
  /** Its raw rows for COPY. */
  readonly raw: RawRows;
}

/**
 * Does the work on a block that needs no database, ahead of its turn.
 * @param edge begunBlock() with its settings bound
 */
export function prepareBlock(source: SourceBlock, edge: (block: SourceBlock["block"]) => BegunBlock): PreparedBlock {
  const { block, height, place } = source;
  const { seconds, nanos } = block.timestamp ?? { seconds: 0n, nanos: 0 };
  return {
    height,
    hash: block.hash,
    chainId: block.chainId,
    time: Number(seconds) * 1000 + Math.floor(nanos / 1_000_000),
    place,
    transactions: block.transactions.map(summary),
    hasMigrations: block.transactions.some(
      ({ transaction }) => transaction?.transaction.case === "manageEntityMigration",
    ),
    begun: edge(block),
    raw: rawRows(block),
  };
}

/** How much text a prepared block is, in characters. */
export function charactersOf({ begun, raw }: PreparedBlock): number {
  return begun.head.length + (begun.changes?.length ?? 0) + (begun.others?.length ?? 0) + raw.characters;
}

function summary(whole: Transaction): TransactionSummary {
  const { hash, transaction } = whole;
  const unknown = unknownContent(whole);
  if (unknown !== undefined) {
    return { hash, kind: "unknown", unknown };
  }
  const content = transaction?.transaction;
  if (content?.case === "manageEntity") {
    return { hash, kind: printable(`${content.value.entityType} ${content.value.action}`) };
  }
  if (content?.case === "manageEntityMigration") {
    return { hash, kind: `${printable(`${content.value.entityType} ${content.value.action}`)} (migration)` };
  }
  return { hash, kind: (content?.case ?? "transactionv2").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) };
}

/** Anybody can put any character into a transaction; on a terminal some of them do things. */
function printable(text: string): string {
  return text.slice(0, longestKind).replace(/[^\x20-\x7e]/g, "?");
}
