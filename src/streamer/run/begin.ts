import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from } from "pg-copy-streams";
import { rawColumns } from "../../edge/raw-columns.ts";
import type { RawRows } from "../../edge/raw-rows.ts";
import type { BlockInParts } from "../reader/prepared-block.ts";
import type { BlockPlays } from "./play-rows.ts";
import type { Statements } from "./statements.ts";

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
export function textsOf(blocks: readonly BlockInParts[], plays: readonly BlockPlays[]): BlockTexts {
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

/**
 * Writes what no rule judges of blocks that are about to be applied: the rows of the blocks themselves, and by COPY their raw rows, all
 * of a table at once. Its statements are all asked for when it returns; the caller waits until they are answered.
 * @returns the number of each block in `blocks`, in their order; null for a block without a ManageEntity transaction
 * @throws DatabaseError, with SQLSTATE 55000 where one of the blocks was applied before
 */
export async function begin(
  statements: Statements,
  { heads, raw, plays, others }: BlockTexts,
): Promise<readonly (number | null)[]> {
  const known = knownHashes(statements, raw);
  const begun = statements.ask((client) =>
    client.query<{ numbers: (number | null)[] }>({
      name: "begin_blocks",
      text: "select em.begin_blocks($1) as numbers",
      values: [heads],
    }),
  );
  const rest = [
    begun,
    copy(statements, "etl_manage_entities", ...raw.flatMap(({ manageEntities }) => manageEntities ?? [])),
    copy(statements, "em.transaction_users", raw.map((block) => block.users).join("")),
    storeAddresses(statements, raw),
    copy(statements, "etl_plays", raw.map((block) => block.etlPlays).join("")),
    copy(statements, "plays", plays),
  ];
  // What fails first is kept with the statements, for whoever waits for all of them.
  Promise.all(rest).catch(() => undefined);
  const transactions = freshTransactions(raw, await known);
  // Rollups count the transactions of their blocks.
  const last = [copy(statements, "etl_transactions", transactions), recordOthers(statements, others)];
  Promise.all(last).catch(() => undefined);
  const { rows } = await begun;
  return rows[0]?.numbers ?? [];
}

/** Which hashes of transactions the table has already. */
async function knownHashes(statements: Statements, rows: readonly RawRows[]): Promise<ReadonlySet<string>> {
  const hashes = rows.flatMap(({ transactions }) => transactions.map(({ hash }) => hash));
  if (hashes.length === 0) {
    return new Set();
  }
  const known = await statements.ask((client) =>
    client.query<{ tx_hash: string }>({
      name: "known_hashes",
      text: "select tx_hash::text from etl_transactions where tx_hash = any ($1)",
      values: [hashes],
    }),
  );
  return new Set(known.rows.map(({ tx_hash }) => tx_hash));
}

/** Rows of etl_transactions: the first row of a hash stays, whether it is of an earlier block or of these. */
function freshTransactions(rows: readonly RawRows[], known: ReadonlySet<string>): string {
  const seen = new Set(known);
  let lines = "";
  for (const { hash, line } of rows.flatMap(({ transactions }) => transactions)) {
    if (!seen.has(hash)) {
      seen.add(hash);
      lines += line;
    }
  }
  return lines;
}

async function storeAddresses(statements: Statements, rows: readonly RawRows[]): Promise<void> {
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
  await statements.ask((client) =>
    client.query({
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
    }),
  );
}

async function recordOthers(statements: Statements, others: string | undefined): Promise<void> {
  if (others !== undefined) {
    await statements.ask((client) =>
      client.query({
        name: "record_other_transactions",
        text: "select em.record_other_transactions($1)",
        values: [others],
      }),
    );
  }
}

/** Copies lines, in parts that may end anywhere. */
async function copy(
  statements: Statements,
  table: keyof typeof rawColumns,
  ...lines: readonly (string | Uint8Array)[]
): Promise<void> {
  const parts = lines.filter(({ length }) => length > 0);
  if (parts.length > 0) {
    await statements.ask((client) => {
      const target = client.query(from(`copy ${table} (${rawColumns[table]}) from stdin`));
      return pipeline(Readable.from(parts, { objectMode: false }), target);
    });
  }
}
