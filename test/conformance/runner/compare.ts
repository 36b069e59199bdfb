import type { Client } from "pg";
import pg from "pg";
import type { JsonText } from "./case-format.ts";
import { startTable } from "./start-state.ts";
import { columnList, type TableShape } from "./table-shapes.ts";
import type { Comparison } from "./written-tables.ts";

/** A row that only one side has: expected and not there, or there and not expected. */
interface LoneRow {
  readonly side: "missing" | "unexpected";
  /** Each column's value as JSON text. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The addresses of the rows of every compared table. Postgres writes a changed row to a new address and does not use an address
 * again while the transaction that deleted its row is open, so within one transaction equal addresses mean equal rows.
 *
 * @returns by table; compare two of these, taken in one transaction
 */
export async function rowAddresses(
  client: Client,
  tables: readonly TableShape[],
): Promise<ReadonlyMap<string, string | null>> {
  const parts = tables.map(
    ({ name }) =>
      `(select string_agg(ctid::text, ' ' order by ctid) from public.${pg.escapeIdentifier(name)}) as ${pg.escapeIdentifier(name)}`,
  );
  const { rows } = await client.query<Record<string, string | null>>({
    name: "row_addresses",
    text: `select ${parts.join(", ")}`,
  });
  return new Map(Object.entries(rows[0] ?? {}));
}

/**
 * Compares a table with its starting rows less the deleted, plus the inserted, updates applied: row for row, each column by
 * value. Both sides are rows of the table's own type, so that instants, numbers and jsonb compare as Postgres compares them.
 *
 * @param comparison what of the table is compared
 * @param changes the text of `{inserted, updated: [{before, after}], deleted}`, rows as to_jsonb gives them
 * @returns one sentence for each differing field, or for each row that has no counterpart; empty when all is equal
 */
export async function tableDifferences(
  client: Client,
  shape: TableShape,
  comparison: Comparison,
  changes: JsonText,
): Promise<string[]> {
  const text = differencesStatement(shape, comparison);
  const { rows } = await client.query<LoneRow>({
    // The statement of a table differs by edition.
    name: `differences_${shape.name}_${comparison.leftOut.length}_${comparison.rows ?? ""}`,
    text,
    values: [changes, comparison.leftOut],
  });
  return describeDifferences(shape, rows);
}

function differencesStatement(shape: TableShape, { leftOut, rows }: Comparison): string {
  const table = pg.escapeIdentifier(shape.name);
  const rowsOf = (path: string): string =>
    `jsonb_populate_recordset(${defaultRow(shape)}, jsonb_path_query_array($1::jsonb, '${path}'))`;
  const key = columnList(shape.key);
  const compared = leftOut.length === 0 ? "to_jsonb(line)" : "to_jsonb(line) - $2::text[]";
  const bound = rows === undefined ? "true" : `line.${rows}`;
  return `
    with removed as (
      select ${key} from ${rowsOf("$.deleted[*]")}
      union all select ${key} from ${rowsOf("$.updated[*].before")}
    ), expected as (
      select ${compared} as content from ${startTable(shape.name)} as line where (${key}) not in (select ${key} from removed) and ${bound}
      union all select ${compared} from ${rowsOf("$.inserted[*]")} as line where ${bound}
      union all select ${compared} from ${rowsOf("$.updated[*].after")} as line where ${bound}
    ), actual as (
      select ${compared} as content from public.${table} as line where ${bound}
    ), lone as (
      (select 'missing' as side, content from expected except all select 'missing', content from actual)
      union all
      (select 'unexpected', content from actual except all select 'unexpected', content from expected)
    )
    select side, (select jsonb_object_agg(key, value::text) from jsonb_each(content)) as fields
    from lone
    where $2::text[] is not null
    order by side, content`;
}

/** A column that no recorded row gives is younger than the recording: nobody writes it, so that it has its default. */
function defaultRow({ name, defaults }: TableShape): string {
  const members = defaults.map(({ column, expression }) => `${pg.escapeLiteral(column)}, ${expression}`);
  return `jsonb_populate_record(null::public.${pg.escapeIdentifier(name)}, jsonb_build_object(${members.join(", ")}))`;
}

/** Pairs each missing row with the unexpected row that is most like it, and says which fields differ. */
function describeDifferences(shape: TableShape, rows: readonly LoneRow[]): string[] {
  const unexpected = rows.filter((row) => row.side === "unexpected");
  const sentences: string[] = [];
  for (const missing of rows.filter((row) => row.side === "missing")) {
    const [nearest] = unexpected
      .map((candidate) => ({ candidate, equal: equalFields(shape, missing, candidate) }))
      .filter(({ equal }) => equal > 0)
      .sort((one, other) => other.equal - one.equal);
    const named = nameRow(shape, missing);
    if (nearest === undefined) {
      sentences.push(`${named}: the row is missing: ${describeFields(missing)}`);
      continue;
    }
    unexpected.splice(unexpected.indexOf(nearest.candidate), 1);
    for (const [column, value] of Object.entries(missing.fields)) {
      const found = nearest.candidate.fields[column];
      if (found !== value) sentences.push(`${named}: ${column} is ${found ?? "absent"}, expected ${value}`);
    }
  }
  for (const row of unexpected)
    sentences.push(`${nameRow(shape, row)}: the row is not expected: ${describeFields(row)}`);
  return sentences;
}

/**
 * How alike two rows are: the number of equal fields, 0 when they are about different things, that is when they differ in more
 * than half of their fields or in a part of the key (save the hash of the transaction that wrote the row).
 */
function equalFields(shape: TableShape, one: LoneRow, other: LoneRow): number {
  const identity = identityColumns(shape, one);
  if (identity.some((column) => one.fields[column] !== other.fields[column])) return 0;
  const columns = Object.keys(one.fields);
  const equal = columns.filter((column) => one.fields[column] === other.fields[column]).length;
  return identity.length > 0 || equal * 2 >= columns.length ? Math.max(equal, 1) : 0;
}

function identityColumns(shape: TableShape, row: LoneRow): string[] {
  return shape.key.filter((column) => column !== "txhash" && column in row.fields);
}

function nameRow(shape: TableShape, row: LoneRow): string {
  const identity = identityColumns(shape, row).map((column) => `${column} ${row.fields[column]}`);
  return identity.length === 0 ? shape.name : `${shape.name} (${identity.join(", ")})`;
}

/** A whole row, for people: nulls left out, long values cut. */
function describeFields(row: LoneRow): string {
  return Object.entries(row.fields)
    .filter(([, value]) => value !== "null")
    .map(([column, value]) => `${column} ${value.length > 80 ? `${value.slice(0, 80)}…` : value}`)
    .join(", ");
}
