/** What stands in the way of the additions, found by reading alone, before anything is changed. */
import type pg from "pg";
import { exitCode, Failure } from "../exit.ts";
import type { Additions, MissingIndex } from "./additions.ts";
import type { Catalog } from "./catalog.ts";

/** Rows of which somebody must decide which to keep. */
export interface Obstacle {
  /** What it concerns, as in Drift: index users_current_uniq_idx of users, column tracks.title. */
  readonly object: string;
  readonly problem: string;
}

/** As many keys are named; the rest is counted. */
const namedKeys = 20;

/**
 * Looks for what would make an addition fail or cost a rewrite of its table: rows that a unique index forbids, and columns that can
 * be neither empty nor constant. A unique index reads its table once for it.
 * @returns all obstacles at once; empty when all can be added
 */
export async function findObstacles(client: pg.Client, additions: Additions, actual: Catalog): Promise<Obstacle[]> {
  const obstacles = additions.columns.flatMap(({ table, columns }) =>
    columns
      .filter(({ notNull, default: preset }) => (preset === null ? notNull : !isConstant(preset)))
      .map(({ name }) => ({
        object: `column ${table}.${name}`,
        problem: "is missing, and cannot be added without a rewrite of the table: this is not a table of the network",
      })),
  );
  for (const index of additions.indexes) {
    obstacles.push(...(await repeatedKeys(client, index, actual)));
  }
  return obstacles;
}

/** A failure that names all obstacles. */
export function obstacleFailure(obstacles: readonly Obstacle[]): Failure {
  const lines = obstacles.map(({ object, problem }) => `  ${object} ${problem}`);
  return new Failure(
    `nothing was changed, for this stands in the way (docs/operating.md, "When migrate finds rows twice"):\n${lines.join("\n")}`,
    exitCode.failed,
  );
}

function isConstant(preset: string): boolean {
  return /^('(?:[^']|'')*'::[\w ]+(\[\])?|true|false|-?\d+)$/.test(preset);
}

const uniqueIndex = /^CREATE UNIQUE INDEX \w+ ON ([\w.]+) USING btree \(([\w, ]+)\)(?: WHERE (.+))?$/;

async function repeatedKeys(client: pg.Client, index: MissingIndex, actual: Catalog): Promise<Obstacle[]> {
  if (!index.definition.startsWith("CREATE UNIQUE")) {
    return [];
  }
  const [, table, key, condition] = uniqueIndex.exec(index.definition) ?? [];
  if (table === undefined || key === undefined) {
    throw new Error(`no check is known for ${index.definition}`);
  }
  // A column that is missing as well will be the same in all rows, and so does not tell them apart.
  const columns = key
    .split(", ")
    .filter((name) => actual.tables[index.table]?.columns.some((column) => column.name === name));
  const { rows } = await client.query<{ key: Record<string, unknown>; rows: string; keys: string }>(
    `select to_jsonb(keys) - 'rows' as key, rows, count(*) over () as keys
     from (
       select ${columns.join(", ")}, count(*) as rows
       from ${table}
       where ${[condition ?? "true", ...columns.map((name) => `${name} is not null`)].join(" and ")}
       group by ${columns.join(", ")}
       having count(*) > 1
     ) as keys
     order by ${columns.join(", ")}
     limit ${namedKeys}`,
  );
  const [first] = rows;
  if (first === undefined) {
    return [];
  }
  const named = rows.map(({ key: values, rows: count }) => `${describeKey(columns, values)} (${count} rows)`);
  const more = Number(first.keys) - rows.length;
  return [
    {
      object: `index ${index.name} of ${index.table}`,
      problem: `allows one current row, but these have several: ${named.join(", ")}${more > 0 ? `, and ${more} more` : ""}`,
    },
  ];
}

function describeKey(columns: readonly string[], values: Record<string, unknown>): string {
  return columns.map((name) => `${name} ${String(values[name])}`).join(" ");
}
