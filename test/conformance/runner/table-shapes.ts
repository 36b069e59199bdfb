import type { Client } from "pg";
import pg from "pg";

/** What loading and comparing need to know of a table, read from the database that is tested. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** The primary key's columns, in its order. */
  readonly key: readonly string[];
  /** Columns filled by a sequence, with the sequence's qualified name. */
  readonly sequences: readonly { readonly column: string; readonly sequence: string }[];
  /** Columns with a constant default, each with it as SQL. */
  readonly defaults: readonly { readonly column: string; readonly expression: string }[];
}

/**
 * Reads the shapes of all ordinary tables in the schema public.
 *
 * @param client a connection to a migrated database
 */
export async function readTableShapes(client: Client): Promise<Map<string, TableShape>> {
  const { rows } = await client.query<TableShape>(`
    select
      class.relname as name,
      array(
        select attname::text from pg_attribute
        where attrelid = class.oid and attnum > 0 and not attisdropped order by attnum
      ) as columns,
      coalesce(
        (select array(
          select attname::text from unnest(conkey) with ordinality as part(number, position)
          join pg_attribute on attrelid = class.oid and attnum = part.number order by position
        ) from pg_constraint where conrelid = class.oid and contype = 'p'),
        '{}'
      ) as key,
      coalesce(
        (select jsonb_agg(jsonb_build_object('column', attname, 'sequence', sequence))
         from pg_attribute, pg_get_serial_sequence(class.oid::regclass::text, attname) as sequence
         where attrelid = class.oid and attnum > 0 and not attisdropped and sequence is not null),
        '[]'
      ) as sequences,
      coalesce(
        (select jsonb_agg(jsonb_build_object('column', attname, 'expression', expression))
         from pg_attribute
         join pg_attrdef on adrelid = attrelid and adnum = attnum
         cross join pg_get_expr(adbin, adrelid) as expression
         where attrelid = class.oid and not attisdropped and expression !~* 'nextval|current_|now\\(|timestamp\\('),
        '[]'
      ) as defaults
    from pg_class as class
    where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p')`);
  return new Map(rows.map((shape) => [shape.name, shape]));
}

/** A list of column names as SQL, each quoted; with a prefix, as members of that row. */
export function columnList(columns: readonly string[], prefix = ""): string {
  return columns.map((column) => prefix + pg.escapeIdentifier(column)).join(", ");
}
