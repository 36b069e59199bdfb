import type pg from "pg";

/** The block in which a procedure is tried: the members of the Postgres type em.block. */
export interface ProcedureBlock {
  /** blocks.number, the em_block; the row must exist, since the tables refer to it. */
  readonly number: number;
  readonly hash: string;
  /** RFC 3339 or Postgres' own form, UTC. */
  readonly time: string;
  readonly height: number;
  readonly chain_id: string;
}

/** The transaction that a procedure judges: the members of the Postgres type em.transaction. */
export interface ProcedureTransaction {
  readonly index: number;
  readonly hash: string;
  readonly user_id: number | bigint;
  readonly entity_type: string;
  readonly entity_id: number | bigint;
  readonly action: string;
  readonly metadata: string;
  readonly signer: string;
  /** The metadata as JSON text, as the edge cleans it; left out when it does not parse. */
  readonly json?: string;
  readonly json_error?: string;
  readonly nul?: string;
  readonly lone_surrogates?: boolean;
  readonly recovered?: Readonly<Record<string, string | boolean>>;
}

/** Why a transaction was refused: a stable code, and a reason for people. */
export interface Rejection {
  readonly code: string;
  readonly reason: string;
}

/**
 * Calls a handler's procedure with one transaction.
 * @param handler the edition and the procedure's name, which must be one of the generated ones
 * @returns the rejection, or null when the transaction was applied
 * @throws DatabaseError on an SQL error in the procedure, which is always unexpected
 */
export async function callProcedure(
  client: pg.ClientBase,
  handler: { readonly edition: string; readonly name: string },
  block: ProcedureBlock,
  transaction: ProcedureTransaction,
): Promise<Rejection | null> {
  const { json, recovered, user_id, entity_id, ...plain } = transaction;
  const members = { ...plain, user_id: String(user_id), entity_id: String(entity_id), recovered };
  const result = await client.query<{ code: string | null; reason: string | null }>(
    `select (rejection).code, (rejection).reason
     from (
       select em.dispatch(
         $5,
         $1,
         jsonb_populate_record(null::em.block, $2),
         (select row(tx.index, tx.hash, tx.user_id, tx.entity_type, tx.entity_id, tx.action, tx.metadata, tx.signer,
                     $4::jsonb, tx.json_error, tx.nul, coalesce(tx.lone_surrogates, false), tx.recovered,
                     null::jsonb, tx.kind)::em.transaction
          from jsonb_populate_record(null::em.transaction, $3) as tx)
       ) as rejection
     ) as judged`,
    [handler.name, JSON.stringify(block), JSON.stringify(members), json ?? null, handler.edition],
  );
  const row = result.rows[0];
  return row === undefined || row.code === null ? null : { code: row.code, reason: row.reason ?? "" };
}
