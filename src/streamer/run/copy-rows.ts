import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";
import { type RawRows, rawColumns } from "../../edge/raw-rows.ts";
import type { PreparedBlock } from "./prepare.ts";

// The results of prepared statements are cast: a statement whose result's type changes under it, as by a migration of the API's, is lost for
// the session ("cached plan must not change result type").

/** The largest slot that the column holds. */
const largestSlot = 2_147_483_647;

/**
 * Copies the raw rows of blocks that are about to be applied, all of a table at once, where that pays: for more than one block.
 * @param client a connection inside the transaction that will apply them
 * @returns block_json for each block, in their order; those whose rows are copied say so, so that em_apply does not write them
 * again
 */
export async function copyRawRows(client: pg.Client, blocks: readonly PreparedBlock[]): Promise<readonly string[]> {
  const rows = blocks.flatMap(({ raw }) => (raw === undefined ? [] : [raw]));
  if (blocks.length < 2 || rows.length < blocks.length) {
    return blocks.map(({ texts }) => texts.whole);
  }
  const slots = await nextSlots(client, blocks, rows);
  await copyTransactions(client, rows);
  await copy(client, "etl_manage_entities", rows.map((block) => block.manageEntities).join(""));
  await storeAddresses(client, rows);
  await copy(client, "etl_plays", rows.map((block) => block.etlPlays).join(""));
  await copy(
    client,
    "plays",
    rows.flatMap((block, index) => block.plays.map((line) => `${slots[index]}\t${line}`)).join(""),
  );
  return blocks.map(({ texts: { withoutRaw } }, index) => {
    const slot = slots[index];
    return slot === undefined ? withoutRaw : `{"plays_slot":${slot},${withoutRaw.slice(1)}`;
  });
}

/**
 * The slot of each block's plays, as em.next_plays_slot() has it: the height, or in edition 2025 the next one after the highest.
 * @returns undefined for a block without plays
 */
async function nextSlots(
  client: pg.Client,
  blocks: readonly PreparedBlock[],
  rows: readonly RawRows[],
): Promise<(number | undefined)[]> {
  if (rows.every(({ plays }) => plays.length === 0)) {
    return rows.map(() => undefined);
  }
  const { rows: found } = await client.query<{ edition: string; newest: number | null }>({
    name: "plays_slots",
    text: `
      select
        judged.edition,
        case judged.edition
          when '2025' then (select coalesce(max(slot), 0) from plays where signature is not null)::integer
        end as newest
      from unnest($1::text[], $2::bigint[]) with ordinality as block (chain_id, height, position)
      cross join lateral em.edition_at(block.chain_id, block.height) as judged (edition)
      order by block.position`,
    values: [blocks.map(({ chainId }) => chainId), blocks.map(({ height }) => height)],
  });
  let highest = found.find(({ newest }) => newest !== null)?.newest ?? 0;
  return rows.map(({ plays, height }, index) => {
    if (plays.length === 0) {
      return undefined;
    }
    const slot = Math.min(found[index]?.edition === "2025" ? highest + 1 : height, largestSlot);
    highest = Math.max(highest, slot);
    return slot;
  });
}

/** The first row of a hash stays, whether it is of an earlier block or of these. */
async function copyTransactions(client: pg.Client, rows: readonly RawRows[]): Promise<void> {
  const transactions = rows.flatMap((block) => block.transactions);
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

async function copy(client: pg.Client, table: keyof typeof rawColumns, lines: string): Promise<void> {
  if (lines !== "") {
    await pipeline(Readable.from([lines]), client.query(from(`copy ${table} (${rawColumns[table]}) from stdin`)));
  }
}
