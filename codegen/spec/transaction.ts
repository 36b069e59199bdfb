import { type Expression, expression, type Json, type Time } from "./expression.ts";
import { isNotNull, or } from "./operators.ts";

function member<T>(type: string, text: string): Expression<T> {
  return expression(type, { kind: "reference", text, nullable: false });
}

function nullableMember<T>(type: string, text: string): Expression<T | null> {
  return expression(type, { kind: "reference", text, nullable: true });
}

/** The transaction that a handler judges: the members of em.transaction. Ids are int8 on the wire, int4 in the tables. */
export const transaction = {
  hash: member<string>("text", "tx.hash"),
  user_id: member<number>("bigint", "tx.user_id"),
  entity_type: member<string>("text", "tx.entity_type"),
  entity_id: member<number>("bigint", "tx.entity_id"),
  action: member<string>("text", "tx.action"),
  /** The metadata as JSON, whatever its shape; NULL when it does not parse. */
  json: nullableMember<Json>("jsonb", "tx.json"),
  /** Why the metadata does not parse; NULL when it does. */
  json_error: nullableMember<string>("text", "tx.json_error"),
  /** The address that the node recovered (D9), as it came. */
  signer: member<string>("text", "tx.signer"),
  /** The character that stands for U+0000 in `json`; NULL when there is none. */
  nul: nullableMember<string>("text", "tx.nul"),
  lone_surrogates: member<boolean>("boolean", "tx.lone_surrogates"),
  /** The metadata with its numbers as they were written, where `json` has others (a double has fewer digits); NULL else. */
  written: nullableMember<Json>("jsonb", "tx.written"),
  /** What the edge recovered from the signatures that a spec names. */
  recovered: nullableMember<Json>("jsonb", "tx.recovered"),
};

/** The transaction carries metadata: what is not empty parses, or does not. */
export const hasMetadata = or(isNotNull(transaction.json), isNotNull(transaction.json_error));

/** A block as a value of the Postgres type em.block. */
export interface WholeBlock {
  readonly block: true;
}

/** The block in which the transaction stands: the members of em.block. */
export const block = {
  /** blocks.number: the em_block, which counts only blocks with ManageEntity transactions (S1). */
  number: member<number>("integer", "block.number"),
  hash: member<string>("text", "block.hash"),
  /** The block's time (D1): in edition 2025 in whole seconds. */
  time: member<Time>("timestamp without time zone", "block.time"),
  /** The block as a whole, for an SQL function that takes one. */
  whole: member<WholeBlock>("em.block", "block"),
};

/** What a handler sees of its transaction. */
export type Transaction = typeof transaction;
/** What a handler sees of the block. */
export type Block = typeof block;
