/** Tries handlers: a few rows, one transaction through the edge and em_apply in a block of its own, and what became of it. */
import pg from "pg";
import { type ManageEntityType, transactionJson } from "../../src/edge/manage-entity.ts";
import { signatures } from "../conformance/runner/signatures.ts";

/** A ManageEntity transaction, as far as handlers look at it. */
export interface TriedTransaction {
  readonly entity_type: string;
  readonly action: string;
  readonly user_id: number | bigint;
  /** 0 when left out. */
  readonly entity_id?: number | bigint;
  /** The raw string, see `enveloped`; empty when left out. */
  readonly metadata?: string;
  readonly signer: string;
  /** The block's time, RFC 3339; `blockTime` when left out. */
  readonly time?: string;
  /** A live one when left out. */
  readonly kind?: ManageEntityType | undefined;
}

/** Why a transaction was refused. */
export interface Refused {
  readonly code: string;
  readonly reason: string;
}

/** The time of blocks of which nothing else is said. */
export const blockTime = "2026-06-01T12:00:00Z";

/** Metadata in the envelope in which clients send it. */
export function enveloped(data: unknown): string {
  return JSON.stringify({ cid: "bafytest", data });
}

/**
 * Applies one transaction in a block of its own, the next of the chain "em-test".
 * @returns why it was refused; null when it was applied (or is of no handler)
 * @throws DatabaseError when em_apply fails, which it never should
 */
export async function apply(client: pg.ClientBase, tried: TriedTransaction): Promise<Refused | null> {
  const [refused = null] = await applyBlock(client, [tried]);
  return refused;
}

/**
 * Applies several transactions as one block, the next of the chain "em-test".
 * @param tried the block's time is that of the first
 * @returns for each why it was refused; null when it was applied (or is of no handler)
 * @throws DatabaseError when em_apply fails, which it never should
 */
export async function applyBlock(
  client: pg.ClientBase,
  tried: readonly TriedTransaction[],
): Promise<readonly (Refused | null)[]> {
  const height = await nextHeight(client);
  const transactions = tried.map((each, index) =>
    transactionJson(
      {
        index,
        hash: `0xtx${height}${index === 0 ? "" : `-${index}`}`,
        type: each.kind ?? "manage_entity",
        userId: BigInt(each.user_id),
        entityType: each.entity_type,
        entityId: BigInt(each.entity_id ?? 0),
        action: each.action,
        metadata: each.metadata ?? "",
        signer: each.signer,
        signature: "",
        nonce: "",
      },
      signatures,
    ),
  );
  const block = JSON.stringify({
    height,
    hash: `0xblock${height}`,
    chain_id: "em-test",
    timestamp: tried[0]?.time ?? blockTime,
  });
  const { rows } = await client.query<{ rejected: (Refused & { index: number })[] }>(
    "select public.em_apply($1::jsonb) -> 'rejected' as rejected",
    [`${block.slice(0, -1)},"txs":[${transactions.join(",")}]}`],
  );
  const refused = new Map(rows[0]?.rejected.map(({ index, code, reason }) => [index, { code, reason }]));
  return tried.map((_, index) => refused.get(index) ?? null);
}

async function nextHeight(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ height: number }>(
    "select (coalesce(max(height), 0) + 1)::integer as height from core_indexed_blocks where chain_id = 'em-test'",
  );
  return rows[0]?.height ?? 1;
}

/** Rows by table; columns that are not named and may not be NULL get what nearly all rows have there. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const usual: Readonly<Record<string, unknown>> = {
  is_current: true,
  is_delete: false,
  created_at: "2026-01-01T00:00:00",
  updated_at: "2026-01-01T00:00:00",
  txhash: "0xseed",
  blockhash: "0xseed",
};

/** Puts rows into tables, while triggers and foreign keys rest. */
export async function seed(client: pg.ClientBase, rows: Rows): Promise<void> {
  await client.query("set session_replication_role = replica");
  for (const [table, list] of Object.entries(rows)) {
    const { rows: columns } = await client.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1",
      [table],
    );
    const defaults = Object.fromEntries(columns.flatMap(({ name }) => (name in usual ? [[name, usual[name]]] : [])));
    for (const given of list) {
      const row = { ...defaults, ...given };
      const names = Object.keys(row).map((name) => pg.escapeIdentifier(name));
      const name = pg.escapeIdentifier(table);
      await client.query(
        `insert into ${name} (${names.join(", ")}) select ${names.join(", ")} from jsonb_populate_record(null::${name}, $1)`,
        [JSON.stringify(row)],
      );
    }
  }
  await client.query("set session_replication_role = origin");
}

/** Does something and then undoes it in the database, so that the next test finds the rows of the seed. */
export async function undone<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    return await work();
  } finally {
    await client.query("rollback");
  }
}
