import type { SourceBlock } from "../../chain/source.ts";
import { type BegunBlock, begunBlock, blockJson } from "../../edge/block.ts";
import { unknownContent } from "../../edge/other-transactions.ts";
import { rawRows } from "../../edge/raw-rows.ts";
import type { SignatureIndex } from "../../edge/signature-spec.ts";
import type { Block, Transaction } from "../../generated/core/v1/types_pb.ts";
import type { PreparedBlock, TransactionSummary } from "./prepared-block.ts";

const longestKind = 60;

/** Writes what em_apply needs of a block of the chain. */
export interface Edge {
  /** All of it, as block_json. */
  readonly whole: (block: Block) => string;
  /** What is left where its own rows and its raw rows are written apart. */
  readonly inParts: (block: Block) => BegunBlock;
}

/** The edge that recovers these signatures, from signatureIndex(). */
export function edgeWith(signatures: SignatureIndex): Edge {
  return {
    whole: (block) => blockJson(block, signatures),
    inParts: (block) => begunBlock(block, signatures),
  };
}

/**
 * Does the work on a block that needs no database, ahead of its turn.
 * @param whole whether it is to be written by one statement
 * @throws Error when the block has no valid time, which no block of a chain lacks
 */
export function prepareBlock({ block, height, place }: SourceBlock, edge: Edge, whole: boolean): PreparedBlock {
  const { seconds, nanos } = block.timestamp ?? { seconds: 0n, nanos: 0 };
  const ready = {
    height,
    hash: block.hash,
    chainId: block.chainId,
    time: Number(seconds) * 1000 + Math.floor(nanos / 1_000_000),
    place,
    transactions: block.transactions.map(summary),
    hasMigrations: block.transactions.some(
      ({ transaction }) => transaction?.transaction.case === "manageEntityMigration",
    ),
  };
  return whole
    ? { ...ready, json: Buffer.from(edge.whole(block)) }
    : { ...ready, begun: edge.inParts(block), raw: rawRows(block) };
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
