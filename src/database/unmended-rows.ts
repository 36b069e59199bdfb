/**
 * Rows of a clone that production has mended since it was taken, and that halt nothing: what one of its migrations has not reached shows in
 * the API for ever.
 */
import type pg from "pg";
import { listed } from "../list.ts";
import { type Catalog, hasColumn } from "./catalog.ts";
import { describe, named, type RowFault } from "./row-fault.ts";

/**
 * Looks for all of them. Reads saves, reposts, grants and users once each.
 * @param catalog what the database has
 */
export async function findUnmendedRows(client: pg.Client, catalog: Catalog): Promise<RowFault[]> {
  const written = ["is_current", "blocknumber", "created_at", "txhash"];
  const checks: { reads: Readonly<Record<string, readonly string[]>>; find: () => Promise<RowFault | undefined> }[] = [
    {
      reads: { saves: ["user_id", "save_item_id", "save_type", ...written] },
      find: () => albumRows(client, "saves", "save"),
    },
    {
      reads: { reposts: ["user_id", "repost_item_id", "repost_type", ...written] },
      find: () => albumRows(client, "reposts", "repost"),
    },
    {
      reads: { grants: ["user_id", "grantee_address", "updated_at", ...written] },
      find: () => grantsTwice(client),
    },
    {
      reads: {
        users: ["user_id", "artist_pick_track_id", "is_current", "updated_at"],
        tracks: ["track_id", "owner_id", "is_current", "is_delete", "updated_at"],
      },
      find: () => strayPicks(client),
    },
  ];
  const faults: (RowFault | undefined)[] = [];
  for (const { reads, find } of checks) {
    // What is missing is told of as such, beside this.
    const isThere = Object.entries(reads).every(([table, columns]) =>
      columns.every((column) => hasColumn(catalog, table, column)),
    );
    if (isThere) {
      faults.push(await find());
    }
  }
  return faults.filter((fault) => fault !== undefined);
}

/** The Go ETL wrote type 'album' from May to August 2026; production has made 'playlist' of it, as before and since. */
async function albumRows(client: pg.Client, table: string, verb: string): Promise<RowFault | undefined> {
  const type = `${verb}_type`;
  const item = `${verb}_item_id`;
  const { rows } = await client.query<{ key: Record<string, unknown>; rows: string }>(
    `select jsonb_build_object('user_id', user_id, '${item}', ${item}) as key, count(*) over () as rows
     from ${table} where is_current and ${type} = 'album' order by user_id, ${item} limit ${named}`,
  );
  if (rows[0] === undefined) {
    return undefined;
  }
  const list = rows.map(({ key }) => describe(["user_id", item], key));
  return {
    object: `table ${table}`,
    problem: `has rows of type album, beside which a ${verb} of the same album is written as a playlist: ${listed(list, Number(rows[0].rows))}`,
    halts: false,
    mend: {
      table,
      reason: `another ${verb} of the same album by the same user was written later`,
      rows: `
        select ctid
        from (
          select
            ctid,
            row_number() over (
              partition by user_id, ${item}
              order by blocknumber desc nulls last, created_at desc nulls last, txhash collate "C" desc
            ) as place,
            bool_or(${type} = 'album') over (partition by user_id, ${item}) as has_album
          from ${table}
          where is_current and ${type} <> 'track'
        ) as ranked
        where place > 1 and has_album`,
      change: {
        done: "changed to type playlist",
        statement: `update ${table} set ${type} = 'playlist' where is_current and ${type} = 'album'`,
        restingTrigger: `on_${verb}`,
      },
    },
  };
}

/** A grant to one address in two spellings: which of them counts would hang on the spelling that a transaction uses. */
async function grantsTwice(client: pg.Client): Promise<RowFault | undefined> {
  const { rows } = await client.query<{ user_id: number; addresses: string[]; keys: string }>(
    `select user_id, array_agg(grantee_address::text order by grantee_address::text collate "C") as addresses,
       count(*) over () as keys
     from grants where is_current
     group by user_id, lower(grantee_address) having count(distinct grantee_address) > 1
     order by user_id limit ${named}`,
  );
  if (rows[0] === undefined) {
    return undefined;
  }
  const list = rows.map(({ user_id, addresses }) => `user_id ${user_id} (${addresses.join(" and ")})`);
  return {
    object: "table grants",
    problem: `has grants to one address in several spellings: ${listed(list, Number(rows[0].keys))}`,
    halts: false,
    mend: {
      table: "grants",
      reason: "a grant to the same address in another spelling was written later",
      rows: `
        select ctid
        from (
          select ctid, row_number() over (
            partition by user_id, lower(grantee_address)
            order by blocknumber desc nulls last, updated_at desc nulls last, txhash collate "C" desc
          ) as place
          from grants
          where is_current
        ) as ranked
        where place > 1`,
    },
  };
}

/**
 * A pick that the user could not have made by today's rules. One whose track was deleted later is no fault: the user's next Update
 * empties it.
 */
async function strayPicks(client: pg.Client): Promise<RowFault | undefined> {
  const { rows } = await client.query<{ user_id: number; artist_pick_track_id: number; rows: string }>(
    `select users.user_id, users.artist_pick_track_id, count(*) over () as rows
     from users
     left join tracks on tracks.track_id = users.artist_pick_track_id and tracks.is_current
     where users.is_current
       and users.artist_pick_track_id is not null
       and (tracks.owner_id = users.user_id and (not tracks.is_delete or tracks.updated_at > users.updated_at)) is not true
     order by users.user_id limit ${named}`,
  );
  if (rows[0] === undefined) {
    return undefined;
  }
  const columns = ["user_id", "artist_pick_track_id"];
  const list = rows.map((row) => describe(columns, { ...row }));
  return {
    object: "table users",
    problem: `has artist picks of tracks that are deleted or somebody else's, which the user's next update empties: ${listed(list, Number(rows[0].rows))}`,
    halts: false,
  };
}
