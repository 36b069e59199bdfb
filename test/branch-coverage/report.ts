/** The coverage as a page of Markdown. */
import type { Branch, Coverage } from "./branches.ts";
import { placeOf, type SourceFile } from "./source.ts";

/** A function's coverage, with its file. */
export interface Covered extends Coverage {
  readonly source: SourceFile;
}

/** Where the counts come from. */
export interface Origin {
  readonly date: string;
  /** The server's version, such as "PostgreSQL 15.18". */
  readonly server: string;
  readonly tests: readonly string[];
  readonly passed: number;
}

/** The share of a whole, in percent with one decimal; a whole of nothing counts as done. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((1000 * part) / whole) / 10;
}

/** What was done of all of something in several functions. */
export function totals(covered: readonly Coverage[]): { branches: string; statements: string } {
  const taken = sum(covered.map(({ branches }) => branches.filter((branch) => branch.taken).length));
  const branches = sum(covered.map((each) => each.branches.length));
  const executed = sum(covered.map(({ statements }) => statements.executed));
  const statements = sum(covered.map((each) => each.statements.all));
  return { branches: share(taken, branches), statements: share(executed, statements) };
}

/** docs/coverage.md. */
export function page(covered: readonly Covered[], { date, server, tests, passed }: Origin): string {
  const generated = covered.filter(({ source }) => source.isGenerated);
  const byHand = covered.filter(({ source }) => !source.isGenerated);
  return [
    "# Coverage",
    "",
    `Measured on ${date} with plpgsql_check's profiler on ${server}, by \`npm run coverage\` (which writes this page): how much of`,
    `our PL/pgSQL functions ${passed} tests execute (${tests.map((test) => `\`${test}\``).join(", ")}). A branch is each body of an \`if\`,`,
    "with the `else` that is not written, of a `case`, of a loop, and each exception handler; a function without any is one. So",
    "counted, every generated procedure has the share that plpgsql_coverage_branches gives it. Functions in SQL, and the branches",
    "of expressions, are not counted.",
    "",
    "To measure again: a server with the extension plpgsql_check, which the embedded Postgres is not.",
    "",
    "```sh",
    "EM_TEST_POSTGRES_IMAGE=… npm run coverage                              # in a container of an image that has it",
    "DATABASE_URL=postgres://postgres@localhost/postgres npm run coverage   # on a server of your own, as a superuser",
    "```",
    "",
    `Generated procedures: ${sentence(generated)} Functions by hand: ${sentence(byHand)}`,
    "",
    "## Handlers and rule sets",
    "",
    ...table(generated),
    "",
    "## Functions by hand",
    "",
    ...table(byHand),
    "",
    "## Branches that no test takes",
    "",
    ...covered.flatMap((each) => each.branches.filter(({ taken }) => !taken).map((branch) => untaken(each, branch))),
    "",
  ].join("\n");
}

function sentence(covered: readonly Covered[]): string {
  const { branches, statements } = totals(covered);
  return `${branches} branches, ${statements} statements.`;
}

function table(covered: readonly Covered[]): string[] {
  const rows = covered.map((each) => {
    const { branches, statements } = totals([each]);
    return `| [\`${each.function}\`](../${each.source.path}) | ${branches} | ${statements} |`;
  });
  return ["| function | branches | statements |", "| --- | --- | --- |", ...rows];
}

function untaken(covered: Covered, { line, what }: Branch): string {
  const place = placeOf(covered.source, line);
  return `- \`${covered.function}\`, [line ${place.line}](../${covered.source.path}#L${place.line}), ${what}: \`${place.said.replaceAll("`", "'")}\``;
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${percent(part, whole)} %)`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
