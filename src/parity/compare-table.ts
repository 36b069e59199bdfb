import { type Checksums, differingRanges, type Reading, rangesFor, readChecksums } from "./checksums.ts";
import { differenceIn, differingColumns, missingRow, otherSide } from "./difference.ts";
import { explainsColumn, explainsRow, type KnownDivergence } from "./known.ts";
import { type Pair, pairs, type Row, rowGroups } from "./rows.ts";
import type { Shape } from "./shape.ts";
import type { SideName } from "./side.ts";
import type { Difference, TableResult } from "./table-result.ts";

/** What a comparison tells while it goes on. */
export interface Listener {
  /** Pages that were read for checksums, and how many rows they held. */
  readonly onPages: (side: SideName, pages: number, rows: number) => void;
  /** Rows that no known divergence explains, a few at a time; nothing of them is kept here. */
  readonly onDifferences: (differences: readonly Difference[]) => Promise<void>;
  /** A known divergence that explains something of a row. */
  readonly onKnown: (entry: KnownDivergence) => void;
}

/** So many differences are passed on at once. */
const differencesAtOnce = 500;

/** What the rows of the ranges that differ came to. */
interface Counts {
  equal: number;
  differing: number;
  known: number;
  readonly columns: Record<string, number>;
  readonly missing: { ours: number; theirs: number };
}

/**
 * Compares a table. First each database computes checksums of ranges of its keys, in one pass; then the rows of the ranges that differ
 * are read, in one more. What is equal is so never sent.
 *
 * Ranges are of the keys' hashes, not of the keys: they are of one size whatever the keys, need no index, and no order that depends on
 * a locale. Checksums are of texts, so that they may differ where values are equal (1.0 and 1 in JSON), but not the other way about.
 * @param ours how our side is read, and `theirs` how the other is; of one shape
 */
export async function compareTable(
  ours: Reading,
  theirs: Reading,
  known: readonly KnownDivergence[],
  listener: Listener,
): Promise<TableResult> {
  const { shape } = ours;
  const all = rangesFor(Math.max(await rowEstimate(ours), await rowEstimate(theirs)) / ours.sample);
  const [our, their] = await Promise.all([
    readChecksums(ours, all, listener.onPages),
    readChecksums(theirs, all, listener.onPages),
  ]);
  const ranges = differingRanges(our, their);
  const counts: Counts = {
    equal: rowsOutside(our, ranges),
    differing: 0,
    known: 0,
    columns: {},
    missing: { ours: 0, theirs: 0 },
  };
  if (ranges.length > 0) {
    let found: Difference[] = [];
    for await (const group of rowGroups(ours, theirs, ranges, all)) {
      for (const pair of pairs(group)) {
        const difference = countPair(shape, pair, known, counts, listener.onKnown);
        if (difference !== undefined) {
          found.push(difference);
        }
      }
      if (found.length >= differencesAtOnce) {
        await listener.onDifferences(found);
        found = [];
      }
    }
    await listener.onDifferences(found);
  }
  return {
    table: shape.table.name,
    compared: counts.equal + counts.differing + counts.known + counts.missing.ours + counts.missing.theirs,
    ...counts,
    ahead: { ours: our.ahead, theirs: their.ahead },
    before: { ours: our.before, theirs: their.before },
    ranges: { read: ranges.length, all },
    columnsOnlyInOurs: shape.onlyIn.ours,
    columnsOnlyInTheirs: shape.onlyIn.theirs,
    absent: null,
  };
}

/** How many rows a side has, as its statistics say; they may be old, or not there. */
async function rowEstimate({ side, shape, pages }: Reading): Promise<number> {
  const [row] = await side.rows("select reltuples from pg_class where oid = to_regclass($1)", [
    `public.${shape.table.name}`,
  ]);
  const estimate = Number(row?.[0] ?? -1);
  // Without statistics: a page holds about so many narrow rows.
  return estimate >= 0 && !(estimate === 0 && pages > 0) ? estimate : pages * 60;
}

function rowsOutside({ rows }: Checksums, ranges: readonly number[]): number {
  const total = rows.reduce((sum, count) => sum + count, 0);
  return ranges.reduce((sum, range) => sum - (rows[range] ?? 0), total);
}

/** @returns the difference that no known one explains; undefined where the pair is equal, explained or outside the window */
function countPair(
  shape: Shape,
  { ours, theirs }: Pair,
  known: readonly KnownDivergence[],
  counts: Counts,
  onKnown: Listener["onKnown"],
): Difference | undefined {
  if (ours === undefined || theirs === undefined) {
    const lone = ours ?? theirs;
    // A row outside the window has its counterpart, or the lack of one, outside too.
    return lone === undefined || lone.place !== 0
      ? undefined
      : countLone(shape, ours === undefined ? "theirs" : "ours", lone, known, counts, onKnown);
  }
  if (Math.max(ours.place, theirs.place) > 0 || (ours.place < 0 && theirs.place < 0)) {
    return undefined;
  }
  const columns = differingColumns(shape, ours.values, theirs.values);
  if (columns.length === 0) {
    counts.equal += 1;
    return undefined;
  }
  const values = { ours: ours.values, theirs: theirs.values };
  const used = columns.map((at) => known.find((each) => explainsColumn(each, shape, at, values)));
  for (const entry of new Set(used)) {
    if (entry !== undefined) {
      onKnown(entry);
    }
  }
  const unexplained = columns.filter((_, index) => used[index] === undefined);
  if (unexplained.length === 0) {
    counts.known += 1;
    return undefined;
  }
  counts.differing += 1;
  for (const at of unexplained) {
    const name = shape.columns[at]?.name ?? "";
    counts.columns[name] = (counts.columns[name] ?? 0) + 1;
  }
  return differenceIn(shape, unexplained, values);
}

/** As countPair, for a row that one side alone has. */
function countLone(
  shape: Shape,
  side: SideName,
  { values }: Row,
  known: readonly KnownDivergence[],
  counts: Counts,
  onKnown: Listener["onKnown"],
): Difference | undefined {
  const entry = known.find((each) => explainsRow(each, shape, side, values));
  if (entry !== undefined) {
    counts.known += 1;
    onKnown(entry);
    return undefined;
  }
  counts.missing[otherSide(side)] += 1;
  return missingRow(shape, side, values);
}
