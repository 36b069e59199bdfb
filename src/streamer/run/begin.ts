import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";
import { type RawRows, rawColumns } from "../../edge/raw-rows.ts";
import { playRows } from "./play-rows.ts";
import type { PreparedBlock } from "./prepare.ts";

// The results of prepared statements are cast: a statement whose result's type changes under it, as by a migration of the API's, is lost for
// the session ("cached plan must not change result type").

/**
 * Writes what no rule judges of blocks that are about to be applied: the rows of the blocks themselves, and by COPY their raw rows, all
 * of a table at once.
 * @param client a connection inside the transaction that will apply them
 * @returns the number of each in `blocks`, in their order; null for a block without a ManageEntity transaction
 * @throws DatabaseError, with SQLSTATE 55000 where one of the blocks was applied before
 */
export async function beginBlocks(
  client: pg.Client,
  blocks: readonly PreparedBlock[],
): Promise<readonly (number | null)[]> {
  const plays = await playRows(client, blocks);
  const heads = blocks.map(
    ({ begun: { head, changes } }, index) =>
      `{${head},"is_em_block":${changes !== undefined},"plays_slot":${plays[index]?.slot ?? null}}`,
  );
  const { rows } = await client.query<{ numbers: (number | null)[] }>({
    name: "begin_blocks",
    text: "select em.begin_blocks($1) as numbers",
    values: [`[${heads.join(",")}]`],
  });
  const raw = blocks.map((block) => block.raw);
  await copyTransactions(client, raw);
  await copy(client, "etl_manage_entities", raw.map((block) => block.manageEntities).join(""));
  await copy(client, "em.transaction_users", raw.map((block) => block.users).join(""));
  await storeAddresses(client, raw);
  await copy(client, "etl_plays", raw.map((block) => block.etlPlays).join(""));
  await copy(client, "plays", plays.map(({ lines }) => lines).join(""));
  await recordOthers(client, blocks);
  return rows[0]?.numbers ?? [];
}

/** The first row of a hash stays, whether it is of an earlier block or of these. */
async function copyTransactions(client: pg.Client, rows: readonly RawRows[]): Promise<void> {
  const transactions = rows.flatMap((block) => block.transactions);
  if (transactions.length === 0) {
    return;
  }
  const known = await client.query<{ tx_hash: string }>({
    name: "known_hashes",
    text: "select tx_hash::text from etl_transactions where tx_hash = any ($1)",
    values: [transactions.map(({ hash }) => hash)],
  });
  const seen = new Set(known.rows.map(({ tx_hash }) => tx_hash));
  const fresh = transactions.filter(({ hash }) => {
    const isFresh = !seen.has(hash);
    seen.add(hash);
    return isFresh;
  });
  await copy(client, "etl_transactions", fresh.map(({ line }) => line).join(""));
}

async function storeAddresses(client: pg.Client, rows: readonly RawRows[]): Promise<void> {
  const first = new Map<string, RawRows>();
  for (const block of rows) {
    for (const signer of block.signers) {
      if (!first.has(signer)) {
        first.set(signer, block);
      }
    }
  }
  if (first.size === 0) {
    return;
  }
  const blocks = [...first.values()];
  await client.query({
    name: "new_addresses",
    text: `
      with seen as (
        select * from unnest($1::text[], $2::bigint[], $3::timestamp[]) as seen (address, height, block_time)
      ),
      new_addresses as (
        insert into em.known_addresses (address)
        select seen.address from seen
        where not exists (select from em.known_addresses where known_addresses.address = seen.address)
        on conflict do nothing
        returning known_addresses.address
      )
      insert into etl_addresses (address, first_seen_block_height, created_at)
      select seen.address, seen.height, seen.block_time from seen join new_addresses using (address)`,
    values: [[...first.keys()], blocks.map(({ height }) => height), blocks.map(({ time }) => time)],
  });
}

/** The transactions that are no ManageEntity and have tables of their own. */
async function recordOthers(client: pg.Client, blocks: readonly PreparedBlock[]): Promise<void> {
  const recorded = blocks.flatMap(({ begun: { head, others } }) =>
    others === undefined ? [] : [`{${head},"txs":${others}}`],
  );
  if (recorded.length > 0) {
    await client.query({
      name: "record_other_transactions",
      text: "select em.record_other_transactions($1)",
      values: [`[${recorded.join(",")}]`],
    });
  }
}

async function copy(client: pg.Client, table: keyof typeof rawColumns, lines: string): Promise<void> {
  if (lines !== "") {
    await pipeline(Readable.from([lines]), client.query(from(`copy ${table} (${rawColumns[table]}) from stdin`)));
  }
}
