import { differenceLines } from "../parity/difference-lines.ts";
import type { Refusal } from "../parity/judged-otherwise.ts";
import type { ChangedTable, JudgedAnew, ReplayReport } from "./consequences.ts";

const sides = { ours: "before", theirs: "after" };

/** The consequences of a change for people: what was applied again, who is judged otherwise, which rows differ, the first of them. */
export function replayLines(report: ReplayReport): string[] {
  const { chainId, blocks, transactions, rules, procedures, wholeSeconds } = report;
  return [
    `blocks ${blocks.first} to ${blocks.last} of ${chainId}, with ${counted(transactions, "ManageEntity transaction")}, applied twice`,
    ...(rules.before === rules.after ? [] : [`  before: edition ${rules.before}; after: edition ${rules.after}`]),
    ...(procedures === null ? [] : [`  before: the procedures of this tree; after: those of ${procedures}`]),
    ...(wholeSeconds ? ["  times are compared by whole seconds: edition 2025 writes no others"] : []),
    ...section(
      "refused before, accepted after",
      report.judged.filter(({ after }) => after === null),
    ),
    ...section(
      "accepted before, refused after",
      report.judged.filter(({ before }) => before === null),
    ),
    ...section(
      "refused both times, with another code",
      report.judged.filter(({ before, after }) => before !== null && after !== null),
    ),
    ...(report.tables.length === 0 ? [] : ["", "rows that differ:", ...report.tables.flatMap(tableLines)]),
    ...(report.examples.length === 0
      ? []
      : [
          "",
          "the first of each table:",
          ...report.examples.flatMap((example) => differenceLines(example, sides).map((line) => `  ${line}`)),
        ]),
    "",
    endLine(report),
  ];
}

function section(title: string, judged: readonly JudgedAnew[]): string[] {
  return judged.length === 0 ? [] : ["", `${title}:`, ...judged.map(judgedLine)];
}

function judgedLine({ handler, before, after, transactions, example }: JudgedAnew): string {
  const codes = [before, after].flatMap((refusal) => (refusal === null ? [] : [said(refusal)])).join(" → ");
  return `  ${handler}, ${codes}: ${counted(transactions, "transaction")}, such as ${example}`;
}

function said({ code, reason }: Refusal): string {
  return `${code} (${reason})`;
}

function tableLines({ table, differing, onlyBefore, onlyAfter, columns }: ChangedTable): string[] {
  const parts = [
    ...(differing === 0 ? [] : [`${counted(differing, "row")} otherwise`]),
    ...(onlyBefore === 0 ? [] : [`${counted(onlyBefore, "row")} only before`]),
    ...(onlyAfter === 0 ? [] : [`${counted(onlyAfter, "row")} only after`]),
  ];
  const named = Object.entries(columns)
    .sort(([, one], [, other]) => other - one)
    .map(([column, rows]) => `${column} ${rows.toLocaleString("en-US")}`);
  return [`  ${table}: ${parts.join(", ")}`, ...(named.length === 0 ? [] : [`    columns: ${named.join(", ")}`])];
}

function endLine({ equal, judged, tables }: ReplayReport): string {
  if (equal) {
    return "no consequence: the same transactions are refused, and every row is the same";
  }
  const transactions = judged.reduce((sum, each) => sum + each.transactions, 0);
  const rows = tables.reduce((sum, each) => sum + each.differing + each.onlyBefore + each.onlyAfter, 0);
  return `consequences: ${counted(transactions, "transaction")} judged otherwise, ${counted(rows, "row")} in ${counted(tables.length, "table")}`;
}

function counted(value: number, noun: string): string {
  return `${value.toLocaleString("en-US")} ${noun}${value === 1 ? "" : "s"}`;
}
