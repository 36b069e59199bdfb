import type { SourceBlock } from "../../chain/source.ts";
import type { BegunBlock } from "../../edge/block.ts";
import { unknownContent } from "../../edge/other-transactions.ts";
import { rawRows } from "../../edge/raw-rows.ts";
import type { Transaction } from "../../generated/core/v1/types_pb.ts";
import type { PreparedBlock, TransactionSummary } from "./prepared-block.ts";

const longestKind = 60;

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
