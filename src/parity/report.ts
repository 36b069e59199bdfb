import { duration } from "../duration.ts";
import type { Cause, ExplainedDifference } from "./causes.ts";
import { differenceLines } from "./difference-lines.ts";
import type { JudgedOtherwise } from "./judged-otherwise.ts";
import type { Pace } from "./pace.ts";
import type { ParityReport } from "./parity.ts";
import type { TableResult } from "./table-result.ts";

/** So many causes of a table are named. */
const shownCauses = 6;

/** A comparison as people read it: what was compared, a line a table, the differences and where they come from, the verdict. */
export function reportLines(report: ParityReport): string[] {
  return [
    ...headLines(report),
    "",
    ...tableLines(report.tables),
    ...section("columns that differ", columnLines(report.tables)),
    ...section("where the differences come from", causeLines(report.causes)),
    ...section("transactions that were judged otherwise", judgedLines(report)),
    ...section("the first differences of each table", exampleLines(report.examples)),
    ...section(
      "known divergences",
      report.known.map(({ tag, reason, rows }) => `  ${count(rows).padStart(9)}  ${tag}: ${reason}`),
    ),
    "",
    ...endLines(report),
  ];
}

/** How far a comparison is, as one line. */
export function paceLine({ table, rows, rowsPerSecond, fraction, secondsLeft }: Pace): string {
  const left = secondsLeft === undefined || secondsLeft < 1 ? "" : `, ${duration(secondsLeft)} left`;
  return `${Math.floor(fraction * 100)} %, ${table}: ${count(rows)} rows, ${count(Math.round(rowsPerSecond))} rows/s${left}`;
}

function headLines({ ours, theirs, window, editions, sample }: ParityReport): string[] {
  const rules = (names: readonly string[]) => `edition ${names.join(" and ")}`;
  return [
    `${ours}: ${rules(editions.ours)}`,
    `${theirs}: ${rules(editions.theirs)}, written by ${editions.writer}`,
    window === null
      ? "window: every row, whatever block wrote it"
      : `window: blocks ${window.first} to ${window.last} of ${window.chainId}; ${blocksOf(window.ours)} of ours, ${blocksOf(window.theirs)} of theirs`,
    ...(editions.wholeSeconds ? ["times are cut to seconds, since one side has no others"] : []),
    ...(sample === 1 ? [] : [`a sample: one key in ${sample}`]),
  ];
}

function blocksOf({ blocks }: { readonly blocks: { readonly first: number; readonly last: number } | null }): string {
  return blocks === null ? "no em_block" : `em_block ${blocks.first} to ${blocks.last}`;
}

const headings = [
  "table",
  "compared",
  "equal",
  "differing",
  "not in ours",
  "not in theirs",
  "known",
  "ahead",
  "before",
];

/** Tables without any row are left out. */
function tableLines(tables: readonly TableResult[]): string[] {
  const rows = tables
    .filter(({ compared, ahead, before }) => compared + ahead.ours + ahead.theirs + before.ours + before.theirs > 0)
    .map((result) => [
      result.table,
      ...[result.compared, result.equal, result.differing, result.missing.ours, result.missing.theirs].map(count),
      count(result.known),
      bothSides(result.ahead),
      bothSides(result.before),
    ]);
  const widths = headings.map((heading, at) => Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
  const empty = tables.filter(({ compared, absent }) => compared === 0 && absent === null).length;
  return [
    line(headings),
    ...rows.map(line),
    ...(empty === 0 ? [] : [`${empty} tables hold no row of the window`]),
    ...tables.flatMap(absenceLines),
  ];
}

function absenceLines({ table, absent, columnsOnlyInOurs, columnsOnlyInTheirs }: TableResult): string[] {
  return [
    ...(absent === null ? [] : [`${table}: ${absent}`]),
    ...(columnsOnlyInOurs.length === 0 ? [] : [`${table}: only ours has ${columnsOnlyInOurs.join(", ")}`]),
    ...(columnsOnlyInTheirs.length === 0
      ? []
      : [`${table}: only theirs has ${columnsOnlyInTheirs.join(", ")}, which no indexer of ours writes`]),
  ];
}

function columnLines(tables: readonly TableResult[]): string[] {
  return tables.flatMap(({ table, columns }) => {
    const sorted = Object.entries(columns).sort(([, one], [, other]) => other - one);
    const named = sorted.map(([column, rows]) => `${column} ${count(rows)}`).join(", ");
    return sorted.length === 0 ? [] : [`  ${table}: ${named}`];
  });
}

function causeLines(causes: readonly Cause[]): string[] {
  const tables = [...new Set(causes.map(({ table }) => table))];
  return tables.flatMap((table) => {
    const own = causes.filter((cause) => cause.table === table);
    const rest = own.slice(shownCauses);
    const more = `  ${count(rest.reduce((sum, { rows }) => sum + rows, 0)).padStart(9)}  ${table}: of ${rest.length} further kinds`;
    return [
      ...own
        .slice(0, shownCauses)
        .map(({ rows, kind, why }) => `  ${count(rows).padStart(9)}  ${table}: ${kind}; ${why}`),
      ...(rest.length === 0 ? [] : [more]),
    ];
  });
}

/** Handler by handler, with the page that says why: what changed between the editions, or the rules of one. */
function judgedLines({ judgedOtherwise, editions }: ParityReport): string[] {
  const page = `${editions.ours}` === `${editions.theirs}` ? "rulebook.md" : "rulebook-changes.md";
  const handlers = [...new Set(judgedOtherwise.map(({ handler }) => handler))];
  return handlers.flatMap((handler) => [
    `  ${handler}, docs/${page}#${handler}`,
    ...judgedOtherwise.filter((each) => each.handler === handler).map((each) => `    ${judgedLine(each)}`),
  ]);
}

function judgedLine({ refusedBy, ours, theirs, transactions, example }: JudgedOtherwise): string {
  const times = `${count(transactions)} ${transactions === 1 ? "transaction" : "transactions"}, such as ${example}`;
  const said = (refusal: JudgedOtherwise["ours"]) => `${refusal?.code} (${refusal?.reason})`;
  switch (refusedBy) {
    case "ours alone":
      return `refused by ours alone: ${said(ours)}: ${times}`;
    case "theirs alone":
      return `refused by theirs alone: ${said(theirs)}: ${times}`;
    case "both":
      return `refused by both, otherwise: ${said(theirs)} → ${said(ours)}: ${times}`;
  }
}

function exampleLines(examples: readonly ExplainedDifference[]): string[] {
  return examples.flatMap((example) => differenceLines(example).map((line) => `  ${line}`));
}

function endLines({ equal, tables, rows, queries, seconds }: ParityReport): string[] {
  const sum = (pick: (result: TableResult) => number) => tables.reduce((total, result) => total + pick(result), 0);
  const [differing, inOurs, inTheirs] = [
    sum((result) => result.differing),
    sum((result) => result.missing.ours),
    sum((result) => result.missing.theirs),
  ];
  const unexplained = `rows that differ: ${count(differing)}, not in ours: ${count(inOurs)}, not in theirs: ${count(inTheirs)}`;
  const total = rows.ours + rows.theirs;
  return [
    `${count(rows.ours)} and ${count(rows.theirs)} rows in ${duration(seconds)}, ${count(Math.round(total / Math.max(seconds, 0.001)))} rows/s, ${queries.ours} and ${queries.theirs} queries`,
    equal
      ? "equal, save for what is known"
      : differing + inOurs + inTheirs === 0
        ? "not equal: not all could be compared"
        : `not equal, by no known divergence: ${unexplained}`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}

function bothSides({ ours, theirs }: { readonly ours: number; readonly theirs: number }): string {
  return ours + theirs === 0 ? "0" : `${count(ours)}/${count(theirs)}`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
