/** What a role must be allowed for indexing, and what of it this one is not. */
import type pg from "pg";
import { exitCode, Failure } from "../exit.ts";
import { expectedCatalog } from "../generated/schema.ts";
import { listed } from "../list.ts";
import { type ProcedureFile, readProcedures } from "./procedures.ts";

type Right = "select" | "insert" | "update" | "delete";

/**
 * What the indexer does itself, beside calling the procedures: it resumes, keeps its settings, is the writer, and copies raw rows; and what
 * our triggers do in its name while the others are off.
 */
const ownStatements: Readonly<Record<string, readonly Right[]>> = {
  blocks: ["select"],
  core_indexed_blocks: ["select"],
  etl_blocks: ["select"],
  etl_transactions: ["select", "insert"],
  etl_manage_entities: ["insert"],
  etl_addresses: ["insert"],
  etl_plays: ["insert"],
  plays: ["select", "insert"],
  "em.aggregates": ["select", "update"],
  "em.changed_rows": ["delete"],
  "em.chain_rollovers": ["select", "insert"],
  "em.known_addresses": ["select", "insert"],
  "em.migrations": ["select"],
  "em.procedures": ["select"],
  "em.rules": ["select", "insert", "delete"],
  "em.settings": ["select", "insert", "update", "delete"],
  "em.state_hashes": ["select", "delete"],
  "em.transaction_users": ["insert"],
  "em.trigger_functions": ["select"],
  "em.undone_actions": ["select", "insert", "update"],
  "em.writer": ["select", "insert", "update"],
};

/** How the procedures name a table, by the right that it takes. All their statements are static, and written in one way. */
const mentions: readonly (readonly [Right, RegExp])[] = [
  ["select", /\b(?:from|join) ([a-z_.]+)/g],
  ["insert", /\binsert into ([a-z_.]+)/g],
  ["update", /\bupdate ([a-z_.]+)\s+set\b/g],
  ["update", /\binsert into ([a-z_.]+)[^;]*?\bdo update\b/g],
  ["delete", /\bdelete from ([a-z_.]+)/g],
];

/**
 * The rights that indexing takes, by table.
 * @param files the procedures
 */
function neededRights(files: readonly ProcedureFile[]): Map<string, Set<Right>> {
  const needed = new Map<string, Set<Right>>();
  const note = (table: string, right: Right): void => {
    needed.set(table, (needed.get(table) ?? new Set<Right>()).add(right));
  };
  for (const { sql } of files) {
    for (const [right, mention] of mentions) {
      for (const [, table = ""] of sql.matchAll(mention)) {
        if (table in expectedCatalog.tables) {
          note(table, right);
          // A condition and an "on conflict" read the row that they are about.
          note(table, "select");
        }
      }
    }
  }
  for (const [table, rights] of Object.entries(ownStatements)) {
    for (const right of rights) {
      note(table, right);
    }
  }
  return needed;
}

/**
 * Finds what the connection's role may not do, though indexing does it. What a database does not have is left out.
 * @returns in the words of GRANT: "insert on follows", "usage on schema em"
 */
export async function missingRights(client: pg.Client): Promise<string[]> {
  const needed = [...neededRights(await readProcedures())].flatMap(([table, rights]) =>
    [...rights].map((right) => ({ table, right })),
  );
  const { rows } = await client.query<{ missing: string }>(
    `with needed as (
       select
         right_name,
         relation.oid as relation,
         needed.table_name
       from unnest($1::text[], $2::text[]) as needed (table_name, right_name)
       join pg_namespace schema
         on schema.nspname = case when needed.table_name like 'em.%' then 'em' else 'public' end
       join pg_class relation
         on relation.relnamespace = schema.oid and relation.relname = regexp_replace(needed.table_name, '^em\\.', '')
     )
     select format('usage on schema %I', nspname) as missing
     from pg_namespace
     where nspname in ('public', 'em', 'em_2025', 'em_2026', 'em_genesis') and not has_schema_privilege(oid, 'usage')
     union all
     select format('%s on %s', right_name, table_name)
     from needed
     where not has_table_privilege(relation, right_name)
     union all
     select distinct format('usage on sequence %s', sequence.relname)
     from needed
     join pg_depend owned on owned.refobjid = needed.relation and owned.deptype = 'a'
     join pg_class sequence on sequence.oid = owned.objid
     where right_name = 'insert'
       and case sequence.relkind when 'S' then not has_sequence_privilege(sequence.oid, 'usage') else false end`,
    [needed.map(({ table }) => table), needed.map(({ right }) => right)],
  );
  return rows.map(({ missing }) => missing).sort();
}

/** As many missing rights are named; a role without any has hundreds. */
const namedRights = 5;

/** Missing rights as a sentence that says what to do. */
export function rightsSentence(role: string, missing: readonly string[]): string {
  const named = listed(missing, missing.length, namedRights);
  return `the role ${role} is not granted ${named}; grant ${missing.length === 1 ? "it" : "them"} as the owner (docs/operating.md, "Rights")`;
}

/**
 * Makes sure that the connection's role may do what indexing takes.
 * @throws Failure 78 that names tables and rights
 */
export async function checkRights(client: pg.Client): Promise<void> {
  const missing = await missingRights(client);
  if (missing.length > 0) {
    throw new Failure(rightsSentence(await roleOf(client), missing), exitCode.configuration);
  }
}

/** The role that a connection's statements run as. */
export async function roleOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ role: string }>("select current_user as role");
  return rows[0]?.role ?? "";
}
