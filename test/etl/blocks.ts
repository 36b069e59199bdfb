import type pg from "pg";

/** A transaction as block_json holds it, beside its index, which its place in the list gives. */
export interface Tx {
  readonly hash: string;
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Applies one block through em_apply. Takes its height, its transactions and, where they matter, its time and chain. */
export async function applyBlock(
  client: pg.Client,
  height: number,
  transactions: readonly Tx[],
  { timestamp = "2026-04-04T09:00:00.25Z", chainId = "etl-test" }: { timestamp?: string; chainId?: string } = {},
): Promise<unknown> {
  const block = {
    height,
    hash: `${chainId}-block-${height}`,
    chain_id: chainId,
    proposer: "PROPOSER",
    timestamp,
    txs: transactions.map((transaction, index) => ({ index, ...transaction })),
  };
  const { rows } = await client.query<{ answer: unknown }>("select em_apply($1) as answer", [JSON.stringify(block)]);
  return rows[0]?.answer;
}

/** The rows of a query, each as an array of its values; timestamps must be cast to text by the query. */
export async function rowsOf(client: pg.Client, sql: string): Promise<unknown[][]> {
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: "array" });
  return rows;
}

/** A ManageEntity transaction that no handler claims. */
export function unclaimed(hash: string, members: Readonly<Record<string, unknown>> = {}): Tx {
  return {
    hash,
    type: "manage_entity",
    user_id: 1,
    entity_type: "Nothing",
    entity_id: 2,
    action: "Happen",
    metadata: "",
    signer: "0xsigner",
    signature: "0xsignature",
    nonce: "0xnonce",
    ...members,
  };
}

/** One play as block_json holds it. */
export function play(members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    user_id: "12",
    track_id: "34",
    timestamp: "2026-04-04T08:59:58.123456Z",
    signature: "signature",
    city: "Lagos",
    region: "LA",
    country: "NG",
    ...members,
  };
}

/** Empties every table that these tests write. */
export async function emptyTables(client: pg.Client): Promise<void> {
  await client.query(`
    truncate blocks, core_indexed_blocks, plays, etl_blocks, etl_transactions, etl_addresses, etl_manage_entities, etl_plays,
      etl_validators, etl_validator_registrations, etl_validator_deregistrations,
      etl_validator_misbehavior_deregistrations, etl_sla_rollups, etl_sla_node_reports, etl_storage_proofs,
      etl_storage_proof_verifications, em.known_addresses, em.settings, em.chain_rollovers
    restart identity cascade`);
}
