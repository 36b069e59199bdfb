import { readFile } from "node:fs/promises";
import { z } from "zod";
import { exitCode, Failure } from "../exit.ts";
import type { Shape } from "./shape.ts";
import type { SideName, Value, Values } from "./side.ts";

/** The editions by which the other side may have been written: by Python, by the Go ETL, and as the source of the genesis range. */
export const knownEditions = ["2025", "2026", "genesis"] as const;

/** One of these. */
export type KnownEdition = (typeof knownEditions)[number];

const values = z.array(z.string().nullable());
const entryShape = z.strictObject({
  /** A tag of docs/decisions.md, or a word. */
  tag: z.string().min(1),
  /** By whose rules theirs was written for the entry to count; `any` whatever they are. */
  editions: z.array(z.enum([...knownEditions, "any"])).min(1),
  reason: z.string().min(1),
  /** Columns whose values may differ, by table; `*` for every table or every column. */
  columns: z.record(z.string(), z.array(z.string())).optional(),
  /** Tables of which one side may have rows that the other lacks, and which side. */
  rows: z.record(z.string(), z.enum(["ours", "theirs", "either"])).optional(),
  /** Tables, and columns as `table.column`, that theirs may be without. */
  absent: z.array(z.string()).optional(),
  /** Only rows that have one of these values in each of these columns; of two rows, either. */
  where: z.record(z.string(), values).optional(),
  /** Only rows that have other values. */
  unless: z.record(z.string(), values).optional(),
  /** Only where our value, or theirs, is one of these. */
  ours: values.optional(),
  theirs: values.optional(),
});

/** A way in which the two sides may differ, and why. */
export type KnownDivergence = z.infer<typeof entryShape>;

const ownFile = new URL("./known-divergences.json", import.meta.url);

/**
 * Reads the divergences that are known.
 * @param editions by whose rules theirs was written
 * @param further an operator's own file of the same form; undefined for ours alone
 * @throws Failure with 64 when that file cannot be read, naming what is wrong with it
 */
export async function readKnown(
  editions: readonly KnownEdition[],
  further: string | undefined,
): Promise<KnownDivergence[]> {
  const files: (string | URL)[] = further === undefined ? [ownFile] : [ownFile, further];
  const entries: KnownDivergence[] = [];
  for (const file of files) {
    entries.push(...parseKnown(await textOf(file), `${file}`));
  }
  const wanted: ReadonlySet<string> = new Set([...editions, "any"]);
  return entries.filter((entry) => entry.editions.some((edition) => wanted.has(edition)));
}

async function textOf(file: string | URL): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : error}`, exitCode.usage);
  }
}

function parseKnown(text: string, file: string): KnownDivergence[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${error instanceof Error ? error.message : error}`, exitCode.usage);
  }
  const checked = z.array(entryShape).safeParse(parsed);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new Failure(`${file}: ${issue?.path.map(String).join(".")}: ${issue?.message}`, exitCode.usage);
  }
  return checked.data;
}

/** Whether an entry says why theirs is without a table, or a column as `table.column`. */
export function explainsAbsence({ absent }: KnownDivergence, name: string): boolean {
  return absent?.includes(name) ?? false;
}

/** Whether an entry says why a side has a row that the other lacks. */
export function explainsRow({ rows, ...entry }: KnownDivergence, shape: Shape, side: SideName, row: Values): boolean {
  const expected = rows?.[shape.table.name];
  return (expected === side || expected === "either") && holds(entry, shape, [row]);
}

/** Whether an entry says why two rows differ in a column. */
export function explainsColumn(
  { columns, ...entry }: KnownDivergence,
  shape: Shape,
  at: number,
  { ours, theirs }: Readonly<Record<SideName, Values>>,
): boolean {
  const named = [...(columns?.[shape.table.name] ?? []), ...(columns?.["*"] ?? [])];
  const name = shape.columns[at]?.name ?? "";
  return (
    (named.includes(name) || named.includes("*")) &&
    isAmong(entry.ours, ours[at] ?? null) &&
    isAmong(entry.theirs, theirs[at] ?? null) &&
    holds(entry, shape, [ours, theirs])
  );
}

function isAmong(accepted: readonly Value[] | undefined, value: Value): boolean {
  return accepted === undefined || accepted.includes(value);
}

function holds(
  { where, unless }: Pick<KnownDivergence, "where" | "unless">,
  shape: Shape,
  rows: readonly Values[],
): boolean {
  const has = ([column, accepted]: readonly [string, readonly Value[]]) => {
    const at = shape.columns.findIndex(({ name }) => name === column);
    return at !== -1 && rows.some((row) => accepted.includes(row[at] ?? null));
  };
  return Object.entries(where ?? {}).every(has) && !Object.entries(unless ?? {}).some(has);
}
