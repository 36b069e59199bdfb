import pg from "pg";
import { inRangesSql, inSampleSql, type Reading } from "./checksums.ts";
import type { SideName, Values } from "./side.ts";

/** A row of one side, with the values of the shape's columns. */
export interface Row {
  readonly key: string;
  /** 0 inside the window, 1 after it, -1 before it. */
  readonly place: number;
  readonly values: Values;
}

/** The rows of both sides that share a key; most often one of each, or one of one. */
export type RowGroup = Readonly<Record<SideName, readonly Row[]>>;

/** So many rows of a side are held at once: some are of a hundred kilobytes. */
const batch = 500;

/**
 * Reads the rows of some ranges of a table, both sides in the order of their keys, a few at a time.
 * @param ranges which of the `of` ranges of the checksums
 * @yields the rows of each key
 */
export async function* rowGroups(
  ours: Reading,
  theirs: Reading,
  ranges: readonly number[],
  of: number,
): AsyncGenerator<RowGroup, void, undefined> {
  const left = groupsOf(ours, ranges, of);
  const right = groupsOf(theirs, ranges, of);
  let [one, other] = await Promise.all([left.next(), right.next()]);
  while (one.done !== true || other.done !== true) {
    const order = one.done === true ? 1 : other.done === true ? -1 : orderOf(keyOf(one.value), keyOf(other.value));
    yield {
      ours: order <= 0 && one.done !== true ? one.value : [],
      theirs: order >= 0 && other.done !== true ? other.value : [],
    };
    [one, other] = await Promise.all([order <= 0 ? left.next() : one, order >= 0 ? right.next() : other]);
  }
}

async function* groupsOf(reading: Reading, ranges: readonly number[], of: number): AsyncGenerator<Row[], void> {
  let group: Row[] = [];
  for await (const [key, place, ...values] of reading.side.stream(rowsSql(reading, ranges, of), batch)) {
    const row = { key: key ?? "", place: Number(place), values };
    if (group.length > 0 && keyOf(group) !== row.key) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) {
    yield group;
  }
}

function rowsSql({ side, shape, placeSql, sample }: Reading, ranges: readonly number[], of: number): string {
  const values = shape.valueSql[side.name].map((value, index) => `(${value})::text as value_${index}`);
  const names = values.map((_, index) => `line.value_${index}`);
  return `
    select line.key, line.place, ${names.join(", ")}
    from (
      select ${shape.keySql[side.name]} as key, ${placeSql} as place, ${values.join(", ")}
      from ${pg.escapeIdentifier(shape.table.name)}
    ) as line
    where ${inRangesSql(ranges, of)} and ${inSampleSql(sample)}
    order by line.key collate "C"`;
}

function keyOf(group: readonly Row[]): string {
  return group[0]?.key ?? "";
}

/** The order of two keys as Postgres has it by collation "C": that of their bytes, which is not that of UTF-16. */
function orderOf(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** A row and its counterpart on the other side; undefined where there is none. */
export type Pair = Readonly<Record<SideName, Row | undefined>>;

/** The best pairs of n rows cost n² looks, so that of very many with one key each looks at so many. */
const mostLooks = 100;

/**
 * Pairs the rows that share a key, most often one with one: first those that are equal, then those that are most alike.
 * @returns each row once
 */
export function pairs({ ours, theirs }: RowGroup): Pair[] {
  if (ours.length <= 1 && theirs.length <= 1) {
    return [{ ours: ours[0], theirs: theirs[0] }];
  }
  const left = [...theirs];
  const take = (wanted: Row, most: (row: Row) => number | undefined): Pair | undefined => {
    let best: { at: number; score: number } | undefined;
    for (const [at, row] of left.slice(0, mostLooks).entries()) {
      const score = most(row);
      if (score !== undefined && (best === undefined || score > best.score)) {
        best = { at, score };
      }
    }
    return best === undefined ? undefined : { ours: wanted, theirs: left.splice(best.at, 1)[0] };
  };
  const rest: Row[] = [];
  const paired: Pair[] = [];
  for (const row of ours) {
    const same = take(row, (other) => (equalValues(row, other) === row.values.length ? 1 : undefined));
    if (same === undefined) {
      rest.push(row);
    } else {
      paired.push(same);
    }
  }
  return [
    ...paired,
    ...rest.map((row) => take(row, (other) => equalValues(row, other)) ?? { ours: row, theirs: undefined }),
    ...left.map((row) => ({ ours: undefined, theirs: row })),
  ];
}

function equalValues(one: Row, other: Row): number {
  return one.values.filter((value, index) => value === other.values[index]).length;
}
