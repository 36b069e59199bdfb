/** What the search reads of transactions: each statement goes by an index, and reads a bounded number of its entries. */
import type pg from "pg";
import { newestBlock } from "../streamer/monitoring/status.ts";
import type { FoundTransaction } from "./messages.ts";
import { type RefusedRow, refusedColumns } from "./refused.ts";

/** So many transactions are shown. */
const mostTransactions = 30;

/**
 * Neither the code nor the signer of a refused transaction is indexed: so many of the newest are looked through. The code stands in the
 * row itself, the signer in another table.
 */
export const searchedRefusals = { byCode: 20_000, bySigner: 2_000 } as const;

/** The newest refused transactions of a chain, by the primary key. */
const newestRefusals = (most: number) => `
  select * from em_rejections where chain_id = $1
  order by block_height desc, tx_index desc
  limit ${most}`;

const newestFirst = `order by block_height desc, tx_index desc limit ${mostTransactions}`;

/** Finds the newest refused transactions with a code. */
export async function refusedWithCode(client: pg.Client, code: string): Promise<RefusedRow[]> {
  const { rows } = await client.query<RefusedRow>(
    `select ${refusedColumns} from (${newestRefusals(searchedRefusals.byCode)}) as recent where code = $2 ${newestFirst}`,
    [await currentChain(client), code],
  );
  return rows;
}

/** Finds the newest refused transactions that an address signed. Each is looked up by its hash: an app may have signed millions. */
export async function refusedOfSigner(client: pg.Client, signer: string): Promise<RefusedRow[]> {
  const { rows } = await client.query<RefusedRow>(
    `select ${refusedColumns} from (${newestRefusals(searchedRefusals.bySigner)}) as recent
     cross join lateral (
       select address from etl_transactions where etl_transactions.tx_hash = recent.tx_hash limit 1
     ) as signed
     where lower(signed.address) = lower($2)
     ${newestFirst}`,
    [await currentChain(client), signer],
  );
  return rows;
}

/** Finds the ManageEntity transactions that an address signed last, and those of them that were refused. */
export async function signedBy(
  client: pg.Client,
  signer: string,
): Promise<{ transactions: Omit<FoundTransaction, "refused">[]; refused: RefusedRow[] }> {
  const { rows } = await client.query<{
    hash: string;
    height: string;
    time: Date;
    kind: string | null;
    entity_id: string | null;
    signer: string | null;
  }>(
    `select
       newest.tx_hash as hash,
       newest.block_height as height,
       newest.created_at at time zone 'UTC' as time,
       raw.kind,
       raw.entity_id,
       raw.signer
     from (
       select tx_hash, block_height, tx_index, created_at
       from etl_transactions
       where lower(address) = lower($1) and tx_type = 'manage_entity'
       order by created_at desc
       limit ${mostTransactions}
     ) as newest
     left join lateral (
       select entity_type || ' ' || action as kind, entity_id, signer
       from etl_manage_entities
       where tx_hash = newest.tx_hash
       order by id
       limit 1
     ) as raw on true
     order by newest.created_at desc, newest.block_height desc, newest.tx_index desc`,
    [signer],
  );
  const refused = await client.query<RefusedRow>(
    `select ${refusedColumns} from em_rejections where tx_hash = any ($1) order by block_height, tx_index`,
    [rows.map(({ hash }) => hash)],
  );
  const transactions = rows.map(({ hash, height, time, kind, entity_id, signer: by }) => ({
    hash,
    height: Number(height),
    time: time.getTime(),
    kind: kind ?? "manage_entity",
    entityId: entity_id,
    signer: by,
  }));
  return { transactions, refused: refused.rows };
}

async function currentChain(client: pg.Client): Promise<string | null> {
  return (await newestBlock(client))?.chain_id ?? null;
}
