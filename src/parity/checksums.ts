import pg from "pg";
import type { Shape } from "./shape.ts";
import type { Side, SideName, Values } from "./side.ts";

/** How many rows a range should hold: as few as are quickly read, since a range that differs is read whole. */
const rowsPerRange = 500;

/** Most ranges of a table: each is a counter and a checksum on either side. */
const mostRanges = 65_536;

/** A table is read so many pages at a time, or in so many parts where it is large; progress is known after each. */
const pagesPerPart = 8_192;
const mostParts = 64;

/** What one side holds of a table, by range. A range is the rows whose keys hash to the same number. */
export interface Checksums {
  /** Rows inside the window, and the sum of their hashes. */
  readonly rows: Float64Array;
  readonly sums: BigUint64Array;
  /** Rows outside the window, of all ranges. */
  ahead: number;
  before: number;
}

/** How one side of a table is read: its shape, where its rows stand, and which of them are looked at. */
export interface Reading {
  readonly side: Side;
  readonly shape: Shape;
  /** SQL of a row's place: 0 inside the window, 1 after it, -1 before it. */
  readonly placeSql: string;
  /** One key in so many is looked at, the same on both sides. */
  readonly sample: number;
  readonly pages: number;
}

/** How many ranges a table of so many rows is compared in: a power of two. */
export function rangesFor(rows: number): number {
  const wanted = Math.min(mostRanges, Math.max(1, rows / rowsPerRange));
  return 2 ** Math.ceil(Math.log2(wanted));
}

/**
 * Computes the checksums of a table inside its database, in one pass over it in the order in which it is stored.
 * @param ranges a power of two
 * @param onPages told after each part how many pages and rows it held
 */
export async function readChecksums(
  reading: Reading,
  ranges: number,
  onPages: (side: SideName, pages: number, rows: number) => void,
): Promise<Checksums> {
  const checksums: Checksums = {
    rows: new Float64Array(ranges),
    sums: new BigUint64Array(ranges),
    ahead: 0,
    before: 0,
  };
  const step = Math.max(pagesPerPart, Math.ceil(reading.pages / mostParts));
  for (let first = 0; first === 0 || first < reading.pages; first += step) {
    const isLast = first + step >= reading.pages;
    const parts = await reading.side.rows(checksumsSql(reading, ranges, first, isLast ? undefined : first + step));
    onPages(reading.side.name, Math.max(0, Math.min(step, reading.pages - first)), addPart(checksums, parts));
  }
  return checksums;
}

/** The ranges whose rows are not the same on both sides. */
export function differingRanges(ours: Checksums, theirs: Checksums): number[] {
  const differing: number[] = [];
  for (let range = 0; range < ours.sums.length; range += 1) {
    if (ours.sums[range] !== theirs.sums[range] || ours.rows[range] !== theirs.rows[range]) {
      differing.push(range);
    }
  }
  return differing;
}

/** The condition that a row, named `line`, is in one of these ranges; every row is where all are asked for. */
export function inRangesSql(ranges: readonly number[], of: number): string {
  return ranges.length === of ? "true" : `${rangeSql(of)} = any ('{${ranges.join(",")}}')`;
}

/** The condition that a row, named `line`, is in the sample. Its hash is another than the range's, so that every range is sampled. */
export function inSampleSql(sample: number): string {
  return sample === 1 ? "true" : `mod(hashtextextended(line.key, 1), ${sample}) = 0`;
}

function checksumsSql(reading: Reading, ranges: number, first: number, end: number | undefined): string {
  const { side, shape, placeSql, sample } = reading;
  const compared = shape.valueSql[side.name].filter((_, index) => shape.columns[index]?.compared);
  return `
    select
      ${rangeSql(ranges)},
      count(*) filter (where line.place = 0),
      coalesce(sum(line.hash) filter (where line.place = 0), 0),
      count(*) filter (where line.place > 0),
      count(*) filter (where line.place < 0)
    from (
      select
        ${shape.keySql[side.name]} as key,
        hashtextextended(row(${compared.join(", ")})::text, 0) as hash,
        ${placeSql} as place
      from ${pg.escapeIdentifier(shape.table.name)}
      where ctid >= '(${first},0)' ${end === undefined ? "" : `and ctid < '(${end},0)'`}
    ) as line
    where ${inSampleSql(sample)}
    group by 1`;
}

function rangeSql(ranges: number): string {
  return `(hashtextextended(line.key, 0) & ${ranges - 1})::integer`;
}

/** @returns how many rows the part held */
function addPart(checksums: Checksums, part: readonly Values[]): number {
  let rows = 0;
  for (const [range, inside, sum, ahead, before] of part) {
    const index = Number(range);
    checksums.rows[index] = (checksums.rows[index] ?? 0) + Number(inside);
    // Sums wrap around at 2^64, on both sides alike.
    checksums.sums[index] = (checksums.sums[index] ?? 0n) + BigInt.asUintN(64, BigInt(sum ?? 0));
    checksums.ahead += Number(ahead);
    checksums.before += Number(before);
    rows += Number(inside) + Number(ahead) + Number(before);
  }
  return rows;
}
