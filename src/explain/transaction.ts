import type pg from "pg";
import { eachChain } from "../database/indexed-blocks.ts";

/** A transaction as the raw tables hold it. */
export interface RawTransaction {
  readonly hash: string;
  readonly height: number;
  readonly time: Date;
  /** Its kind on the wire: manage_entity, plays, … */
  readonly type: string;
  /** What it asked; null where it is of another kind. */
  readonly asked: Asked | null;
  /** The chain and the number in `blocks` of its block; null where core_indexed_blocks does not hold it. */
  readonly chainId: string | null;
  readonly emBlock: number | null;
}

/** What a ManageEntity transaction asked. */
export interface Asked {
  readonly entityType: string;
  readonly action: string;
  readonly entityId: string;
  readonly signer: string;
  readonly metadata: string | null;
}

/** What em_rejections says of a transaction, once for each place on the chain where it was refused. */
export interface Rejection {
  readonly height: number;
  readonly index: number;
  readonly edition: string;
  readonly handler: string;
  readonly code: string;
  readonly reason: string;
}

/** Who judged a transaction that is not refused: the edition in force at its block, and the handler that claims it there. */
export interface Claim {
  readonly edition: string;
  /** Null where no handler claims it. */
  readonly handler: string | null;
}

/**
 * The spellings under which a hash may be stored: as it is, in the other case, and as Python's `0x` and the hex of its text say (D2).
 * @param text as somebody has typed or copied it
 */
export function spellings(text: string): string[] {
  const hash = text.trim();
  const inner = /^0x(?:[0-9a-f]{2})+$/.test(hash) ? Buffer.from(hash.slice(2), "hex").toString("latin1") : "";
  const plain = /^(?:0x)?[0-9A-Fa-f]+$/.test(inner) ? [inner] : [];
  return [...new Set([hash, ...plain].flatMap((each) => [each, each.toUpperCase(), each.toLowerCase()]))];
}

/**
 * Looks a transaction up in the raw tables.
 * @returns undefined where no spelling of the hash is there
 */
export async function findTransaction(client: pg.Client, hash: string): Promise<RawTransaction | undefined> {
  const { rows } = await client.query<{
    hash: string;
    height: string;
    time: Date;
    type: string;
    entity_type: string | null;
    action: string;
    entity_id: string;
    signer: string;
    metadata: string | null;
    chain_id: string | null;
    em_block: number | null;
  }>(
    `${eachChain}
     select
       etl_transactions.tx_hash as hash,
       etl_transactions.block_height as height,
       etl_transactions.created_at at time zone 'UTC' as time,
       etl_transactions.tx_type as type,
       raw.entity_type,
       raw.action,
       raw.entity_id,
       raw.signer,
       raw.metadata,
       block.chain_id,
       block.em_block
     from etl_transactions
     left join lateral (
       select entity_type, action, entity_id, signer, metadata
       from etl_manage_entities
       where tx_hash = etl_transactions.tx_hash
       order by id
       limit 1
     ) as raw on true
     left join lateral (
       select indexed.chain_id, indexed.em_block
       from chain
       cross join lateral (
         select chain_id, em_block from core_indexed_blocks
         where chain_id = chain.id and height = etl_transactions.block_height
         limit 1
       ) as indexed
       left join em.chain_rollovers on new_chain_id = chain.id
       order by position desc nulls last
       limit 1
     ) as block on true
     where etl_transactions.tx_hash = any ($1)
     limit 1`,
    [spellings(hash)],
  );
  const row = rows[0];
  return row === undefined
    ? undefined
    : {
        hash: row.hash,
        height: Number(row.height),
        time: row.time,
        type: row.type,
        asked:
          row.entity_type === null
            ? null
            : {
                entityType: row.entity_type,
                action: row.action,
                entityId: row.entity_id,
                signer: row.signer,
                metadata: row.metadata,
              },
        chainId: row.chain_id,
        emBlock: row.em_block,
      };
}

/** Reads why a transaction was refused; a hash can stand in more than one place. */
export async function readRejections(client: pg.Client, hash: string): Promise<Rejection[]> {
  const { rows } = await client.query<Rejection & { readonly height: string }>(
    `select block_height as height, tx_index as index, coalesce(edition, '2025') as edition, handler, code, reason
     from em_rejections
     where tx_hash = $1
     order by block_height, tx_index`,
    [hash],
  );
  return rows.map((row) => ({ ...row, height: Number(row.height) }));
}

/** Finds out who judged a transaction. */
export async function claimOf(client: pg.Client, { type, asked, chainId, height }: RawTransaction): Promise<Claim> {
  const { rows } = await client.query<Claim>(
    `select edition, em.handler_of(edition, $1, $2) as handler
     from (
       select case $3 when 'manage_entity_migration' then 'genesis' else em.edition_at($4, $5) end as edition
     ) as judging`,
    [asked?.entityType, asked?.action, type, chainId, height],
  );
  return rows[0] ?? { edition: "2026", handler: null };
}
