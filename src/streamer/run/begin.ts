import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from } from "pg-copy-streams";
import { rawColumns } from "../../edge/raw-columns.ts";
import type { RawRows } from "../../edge/raw-rows.ts";
import type { PreparedBlock } from "../reader/prepared-block.ts";
import type { BlockPlays } from "./play-rows.ts";

// The results of prepared statements are cast: a statement whose result's type changes under it, as by a migration of the API's, is lost for
// the session ("cached plan must not change result type").

/** What is written of blocks that are about to be applied, and judged by no rule. */
export interface BlockTexts {
  /** The blocks themselves, as em.begin_blocks() takes them. */
  readonly heads: string;
  readonly raw: readonly RawRows[];
  /** Rows of plays. */
  readonly plays: string;
  /** The transactions that are no ManageEntity and have tables of their own; undefined where there is none. */
  readonly others: string | undefined;
}

/** Puts together what begin() writes. */
export function textsOf(blocks: readonly PreparedBlock[], plays: readonly BlockPlays[]): BlockTexts {
  const heads = blocks.map(
    ({ begun: { head, changes } }, index) =>
      `{${head},"is_em_block":${changes !== undefined},"plays_slot":${plays[index]?.slot ?? null}}`,
  );
  const others = blocks.flatMap(({ begun: { head, others } }) =>
    others === undefined ? [] : [`{${head},"txs":${others}}`],
  );
  return {
    heads: `[${heads.join(",")}]`,
    raw: blocks.map(({ raw }) => raw),
    plays: plays.map(({ lines }) => lines).join(""),
    others: others.length === 0 ? undefined : `[${others.join(",")}]`,
  };
}

/** The number of each block in `blocks`, in their order; null for a block without a ManageEntity transaction. */
type Numbers = readonly (number | null)[];

/**
 * Writes what no rule judges of blocks that are about to be applied: the rows of the blocks themselves, and by COPY their raw rows, all
 * of a table at once. The statements are asked for all at once too, so that the database never waits for us between two of them.
 * @param client a connection inside the transaction that will apply them
 * @returns `numbers`, which are there before the rest, and `written`. Both fail with a DatabaseError, with SQLSTATE 55000 where one of the
 * blocks was applied before.
 */
export function begin(client: pg.Client, texts: BlockTexts): { numbers: Promise<Numbers>; written: Promise<unknown> } {
  const { heads, raw, plays, others } = texts;
  const known = knownHashes(client, raw);
  const begun = client.query<{ numbers: Numbers }>({
    name: "begin_blocks",
    text: "select em.begin_blocks($1) as numbers",
    values: [heads],
  });
  const written = Promise.all([
    begun,
    copy(client, "etl_manage_entities", raw.map((block) => block.manageEntities).join("")),
    copy(client, "em.transaction_users", raw.map((block) => block.users).join("")),
    storeAddresses(client, raw),
    copy(client, "etl_plays", raw.map((block) => block.etlPlays).join("")),
    copy(client, "plays", plays),
    known.then((hashes) =>
      // Rollups count the transactions of their blocks.
      Promise.all([copyTransactions(client, raw, hashes), recordOthers(client, others)]),
    ),
  ]);
  return { numbers: Promise.all([begun, known]).then(([{ rows }]) => rows[0]?.numbers ?? []), written };
}

/** Which hashes of transactions the table has already. */
async function knownHashes(client: pg.Client, rows: readonly RawRows[]): Promise<ReadonlySet<string>> {
  const hashes = rows.flatMap(({ transactions }) => transactions.map(({ hash }) => hash));
  if (hashes.length === 0) {
    return new Set();
  }
  const known = await client.query<{ tx_hash: string }>({
    name: "known_hashes",
    text: "select tx_hash::text from etl_transactions where tx_hash = any ($1)",
    values: [hashes],
  });
  return new Set(known.rows.map(({ tx_hash }) => tx_hash));
}

/** The first row of a hash stays, whether it is of an earlier block or of these. */
async function copyTransactions(
  client: pg.Client,
  rows: readonly RawRows[],
  known: ReadonlySet<string>,
): Promise<void> {
  const seen = new Set(known);
  const fresh = rows
    .flatMap(({ transactions }) => transactions)
    .filter(({ hash }) => {
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

async function recordOthers(client: pg.Client, others: string | undefined): Promise<void> {
  if (others !== undefined) {
    await client.query({
      name: "record_other_transactions",
      text: "select em.record_other_transactions($1)",
      values: [others],
    });
  }
}

async function copy(client: pg.Client, table: keyof typeof rawColumns, lines: string): Promise<void> {
  if (lines !== "") {
    await pipeline(Readable.from([lines]), client.query(from(`copy ${table} (${rawColumns[table]}) from stdin`)));
  }
}
