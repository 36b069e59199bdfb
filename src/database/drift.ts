import type { Catalog, ColumnCatalog, Definitions, TableCatalog } from "./catalog.ts";
import { isAsGood } from "./either.ts";

/** One way in which a database is not what the migrations make. */
export interface Drift {
  /** What it concerns, such as: table tracks, column tracks.title, index tracks_pkey. */
  readonly object: string;
  readonly problem: string;
}

/**
 * What a database is missing from an expected catalog, or has otherwise, where that matters. Whatever else it holds is its own: a
 * production clone has many more tables, columns, indexes and triggers.
 */
export function catalogDrift(expected: Catalog, actual: Catalog): Drift[] {
  const drift: Drift[] = [];
  for (const [name, table] of Object.entries(expected.tables)) {
    const found = actual.tables[name];
    if (found === undefined) {
      drift.push({ object: `table ${name}`, problem: "is missing" });
    } else {
      drift.push(...tableDrift(name, table, found));
    }
  }
  for (const [name, labels] of Object.entries(expected.enums)) {
    drift.push(...enumDrift(name, labels, actual.enums[name]));
  }
  for (const name of expected.materializedViews) {
    if (!actual.materializedViews.includes(name)) {
      drift.push({ object: `materialized view ${name}`, problem: "is missing" });
    }
  }
  return drift.filter((item) => !isAsGood(item));
}

function tableDrift(table: string, expected: TableCatalog, actual: TableCatalog): Drift[] {
  const columns = new Map(actual.columns.map((column) => [column.name, column]));
  return [
    ...expected.columns.flatMap((column) => columnDrift(table, column, columns.get(column.name))),
    ...definitionDrift(table, "constraint", expected.constraints, actual.constraints),
    ...definitionDrift(table, "index", withoutKeys(expected), actual.indexes),
    ...definitionDrift(table, "trigger", expected.triggers, actual.triggers),
  ];
}

/** The indexes that do not belong to a key: what is wrong with a key's index is wrong with its constraint. */
function withoutKeys({ indexes, constraints }: TableCatalog): Definitions {
  return Object.fromEntries(Object.entries(indexes).filter(([name]) => !(name in constraints)));
}

function columnDrift(table: string, expected: ColumnCatalog, actual: ColumnCatalog | undefined): Drift[] {
  const object = `column ${table}.${expected.name}`;
  if (actual === undefined) {
    return [{ object, problem: "is missing" }];
  }
  const drift: Drift[] = [];
  if (actual.type !== expected.type) {
    drift.push({ object, problem: `is ${actual.type} and should be ${expected.type}` });
  }
  if (actual.notNull !== expected.notNull) {
    drift.push({ object, problem: actual.notNull ? "is not null and should allow it" : "allows null and should not" });
  }
  if (actual.default !== expected.default) {
    drift.push({
      object,
      problem: `defaults to ${actual.default ?? "null"} and should to ${expected.default ?? "null"}`,
    });
  }
  return drift;
}

function definitionDrift(table: string, kind: string, expected: Definitions, actual: Definitions): Drift[] {
  return Object.entries(expected).flatMap(([name, definition]) => {
    const object = `${kind} ${name} of ${table}`;
    const found = actual[name];
    if (found === undefined) {
      return [{ object, problem: `is missing: ${definition}` }];
    }
    return found === definition ? [] : [{ object, problem: `is ${found} and should be ${definition}` }];
  });
}

function enumDrift(name: string, expected: readonly string[], actual: readonly string[] | undefined): Drift[] {
  const object = `enum ${name}`;
  if (actual === undefined) {
    return [{ object, problem: "is missing" }];
  }
  const missing = expected.filter((label) => !actual.includes(label));
  return missing.map((label) => ({ object, problem: `lacks the label ${label}` }));
}
