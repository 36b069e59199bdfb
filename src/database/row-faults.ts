/**
 * Rows on which indexing would halt sooner or later: production's clones hold a few. They are found by reading alone, and mended only
 * where the operator asks for it.
 */
import type pg from "pg";
import { listed } from "../list.ts";
import type { MissingIndex } from "./additions.ts";
import { type Catalog, hasColumn } from "./catalog.ts";
import { describe, named, type RowFault } from "./row-fault.ts";
import { findUnmendedRows } from "./unmended-rows.ts";

/** Tables that may have one current row a key, though no unique index says so. A second one breaks the primary key at the next update. */
const keysWithoutIndex: Readonly<Record<string, readonly string[]>> = {
  tracks: ["track_id"],
  playlists: ["playlist_id"],
  grants: ["grantee_address", "user_id"],
  developer_apps: ["address"],
};

/** Tables whose primary key has the transaction in it, but not whether the row is current. */
const keysWithTransaction: Readonly<Record<string, readonly string[]>> = {
  follows: ["follower_user_id", "followee_user_id"],
  saves: ["user_id", "save_item_id", "save_type"],
  reposts: ["user_id", "repost_item_id", "repost_type"],
  subscriptions: ["subscriber_id", "user_id"],
};

/**
 * Looks for all of them. Reads tracks, playlists, developer_apps, associated_wallets, users, follows and subscriptions once, grants, saves
 * and reposts twice, and once more each table that lacks its unique index.
 * @param missing the unique indexes that are to be built, whose keys are not known to be unique yet
 * @param catalog what the database has
 */
export async function findRowFaults(
  client: pg.Client,
  missing: readonly MissingIndex[],
  catalog: Catalog,
): Promise<RowFault[]> {
  const faults: (RowFault | undefined)[] = [];
  for (const index of missing) {
    faults.push(await repeatedKeys(client, index, catalog));
  }
  for (const [table, columns] of Object.entries(keysWithoutIndex)) {
    if (table in catalog.tables) {
      faults.push(await severalCurrent(client, { object: `table ${table}`, table, columns }, catalog));
    }
  }
  for (const [table, columns] of Object.entries(keysWithTransaction)) {
    if (table in catalog.tables) {
      faults.push(await notCurrent(client, table, columns));
    }
  }
  if ("associated_wallets" in catalog.tables) {
    faults.push(await walletsTwice(client, catalog));
  }
  faults.push(...(await findUnmendedRows(client, catalog)));
  faults.push(narrowIndex(catalog));
  faults.push(...(await sequencesAtEnd(client, catalog)));
  return faults.filter((fault) => fault !== undefined);
}

const uniqueIndex =
  /^CREATE UNIQUE INDEX \w+ ON (?:public\.)?(\w+) USING btree \(([\w, ]+)\) WHERE \(is_current = true\)$/;

/** @throws Error for a unique index of another form, for which no check is written */
async function repeatedKeys(client: pg.Client, index: MissingIndex, catalog: Catalog): Promise<RowFault | undefined> {
  if (!index.definition.startsWith("CREATE UNIQUE")) {
    return undefined;
  }
  const [, table, key] = uniqueIndex.exec(index.definition) ?? [];
  if (table === undefined || key === undefined) {
    throw new Error(`no check is known for ${index.definition}`);
  }
  // A column that is missing as well will be the same in all rows, and so does not tell them apart.
  const columns = key.split(", ").filter((name) => hasColumn(catalog, table, name));
  return await severalCurrent(client, { object: `index ${index.name} of ${table}`, table, columns }, catalog);
}

async function severalCurrent(
  client: pg.Client,
  { object, table, columns }: { readonly object: string; readonly table: string; readonly columns: readonly string[] },
  catalog: Catalog,
): Promise<RowFault | undefined> {
  const key = columns.join(", ");
  const repeated = `select ${key} from ${table} where is_current group by ${key} having count(*) > 1`;
  const { rows } = await client.query<{ key: Record<string, unknown>; rows: string; keys: string }>(
    `select to_jsonb(keys) - 'rows' as key, rows, count(*) over () as keys
     from (select ${key}, count(*) as rows from ${table} where is_current group by ${key} having count(*) > 1) as keys
     order by ${key}
     limit ${named}`,
  );
  if (rows[0] === undefined) {
    return undefined;
  }
  const list = rows.map(({ key: values, rows: count }) => `${describe(columns, values)} (${count} rows)`);
  const written = hasColumn(catalog, table, "updated_at") ? "updated_at" : "created_at";
  return {
    object,
    problem: `allows one current row, but these have several: ${listed(list, Number(rows[0].keys))}`,
    halts: true,
    mend: {
      table,
      reason: `another current row of the same ${columns.join(" and ")} was written later`,
      // The one that stays is chosen as production's own migration 0237 did for users.
      rows: `
        select ctid
        from (
          select ctid, row_number() over (
            partition by ${key} order by blocknumber desc nulls last, ${written} desc nulls last, txhash collate "C" desc
          ) as place
          from ${table}
          where is_current and (${key}) in (${repeated})
        ) as ranked
        where place > 1`,
    },
  };
}

/** Rows of a transaction that a later one has replaced: when that transaction comes once more, its row meets them in the primary key. */
async function notCurrent(client: pg.Client, table: string, columns: readonly string[]): Promise<RowFault | undefined> {
  const shown = [...columns, "txhash"];
  const { rows } = await client.query<{ row: Record<string, unknown>; rows: string }>(
    `select to_jsonb(${table}) as row, count(*) over () as rows from ${table} where not is_current
     order by ${shown.join(", ")} limit ${named}`,
  );
  if (rows[0] === undefined) {
    return undefined;
  }
  const list = rows.map(({ row }) => describe(shown, row));
  return {
    object: `table ${table}`,
    problem: `has rows that are not current; indexing would halt if their transaction came once more: ${listed(list, Number(rows[0].rows))}`,
    halts: false,
    mend: {
      table,
      reason: "the row was not current, and its transaction would meet it",
      rows: `select ctid from ${table} where not is_current`,
    },
  };
}

/** An index of the name that we need, but from the days when nobody could subscribe to an event (the Go ETL's migration 0037). */
function narrowIndex(catalog: Catalog): RowFault | undefined {
  const index = "subscriptions_current_uniq_idx";
  const definition = catalog.tables.subscriptions?.indexes[index];
  if (definition === undefined || definition.includes("entity_type")) {
    return undefined;
  }
  return {
    object: `index ${index} of subscriptions`,
    problem:
      "does not tell users from events; indexing would halt if somebody subscribed to both under one number. Let the Go ETL run its " +
      "migration 0037, or have it built again (--mend)",
    halts: false,
    mend: {
      table: "subscriptions",
      index,
      definition: "on subscriptions (subscriber_id, user_id, entity_type) where is_current = true",
    },
  };
}

/** An Ethereum wallet in two spellings: under production's trigger, which writes them in lower case, they are one key. */
async function walletsTwice(client: pg.Client, catalog: Catalog): Promise<RowFault | undefined> {
  const { rows } = await client.query<{ user_id: number; wallets: string[]; keys: string }>(
    `select user_id, array_agg(wallet::text order by wallet::text collate "C") as wallets, count(*) over () as keys
     from associated_wallets where chain = 'eth'
     group by user_id, lower(wallet) having count(*) > 1
     order by user_id limit ${named}`,
  );
  if (rows[0] === undefined) {
    return undefined;
  }
  const list = rows.map(({ user_id, wallets }) => `user_id ${user_id} (${wallets.join(" and ")})`);
  return {
    object: "table associated_wallets",
    problem: `has a wallet in several spellings: ${listed(list, Number(rows[0].keys))}`,
    halts: "before_associated_wallets_canonicalize" in (catalog.tables.associated_wallets?.triggers ?? {}),
    mend: {
      table: "associated_wallets",
      reason: "another row has the same wallet in another spelling",
      // The one that stays is chosen as production's own migration 0207 did.
      rows: `
        select ctid
        from (
          select ctid, row_number() over (partition by user_id, lower(wallet) order by is_delete, id desc) as place
          from associated_wallets
          where chain = 'eth'
        ) as ranked
        where place > 1`,
    },
  };
}

/**
 * Sequences that soon have no number left that their column holds. Those that we may not look at are left out: either indexing does
 * without them, or the right is named as missing. Until Postgres 17 a look at one of them was an error.
 */
async function sequencesAtEnd(client: pg.Client, catalog: Catalog): Promise<RowFault[]> {
  const { rows } = await client.query<{
    table: string;
    column: string;
    sequence: string;
    left: string;
    largest: string;
  }>(
    `select "table", "column", sequence, largest - last as left, largest
     from (
       select
         relation.relname as "table", attribute.attname as "column", seqrelid::regclass::text as sequence,
         case when has_sequence_privilege(seqrelid, 'usage, select') then coalesce(pg_sequence_last_value(seqrelid), 0) end as last,
         case attribute.atttypid when 'integer'::regtype then least(seqmax, 2147483647) else seqmax end as largest
       from pg_sequence
       join pg_depend on objid = seqrelid and classid = 'pg_class'::regclass and deptype in ('a', 'i')
       join pg_class as relation on relation.oid = refobjid and relation.relnamespace = 'public'::regnamespace
       join pg_attribute as attribute on attrelid = refobjid and attnum = refobjsubid
     ) as numbered
     where last > largest / 10 * 9
     order by sequence collate "C"`,
  );
  return rows
    .filter(({ table }) => table in catalog.tables)
    .map(({ table, column, sequence, left, largest }) => ({
      object: `sequence ${sequence}`,
      problem:
        `has ${left} numbers left up to ${largest}, the largest of ${table}.${column}; at the end indexing halts. To give it more, ` +
        `stop what writes to ${table}, then: alter table ${table} alter ${column} type bigint (which rewrites the table), ` +
        `alter sequence ${sequence} as bigint`,
      halts: Number(left) <= 0,
    }));
}
