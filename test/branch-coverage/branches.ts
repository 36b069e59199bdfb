/** What of PL/pgSQL functions was executed, from the counts of their statements. */

/** A statement as plpgsql_check's profiler has it: its place in the tree of statements, its line in the body, how often it ran. */
export interface StatementCount {
  readonly function: string;
  readonly id: number;
  readonly parent: number | null;
  /** The part of the parent: "then body", "elsif body 1", "else body", "loop body", "case when 1", "exception 1", "body". */
  readonly note: string | null;
  readonly line: number;
  readonly kind: string;
  readonly count: number;
}

/** A way that execution can take. */
export interface Branch {
  /** The line of its first statement in the function's body; that of the IF for an else that is not written. */
  readonly line: number;
  readonly taken: boolean;
  readonly what: string;
}

/** How much of a function was executed. */
export interface Coverage {
  readonly function: string;
  readonly statements: { readonly all: number; readonly executed: number };
  readonly branches: readonly Branch[];
}

/** Adds up the counts that several connections made of the same functions. */
export function addCounts(lists: readonly (readonly StatementCount[])[]): StatementCount[] {
  const sums = new Map<string, StatementCount>();
  for (const each of lists.flat()) {
    const key = `${each.function} ${each.id}`;
    sums.set(key, { ...each, count: each.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

/**
 * The coverage of each function, by name. A branch is each body of IF (with the else that is not written), CASE, loop and
 * exception handler; a function without any has one, the function itself. plpgsql_coverage_branches counts alike, but for the
 * missing else of a CASE, exception handlers, and functions without branches, which it takes for covered.
 */
export function coverageOf(counts: readonly StatementCount[]): Coverage[] {
  const functions = new Map<string, StatementCount[]>();
  for (const each of counts) {
    functions.set(each.function, [...(functions.get(each.function) ?? []), each]);
  }
  return [...functions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, statements]) => {
      // The block itself is a statement of the profiler, not of the function's text.
      const real = statements.filter(({ kind }) => kind !== "statement block");
      const branches = branchesOf(statements);
      return {
        function: name,
        statements: { all: real.length, executed: real.filter(({ count }) => count > 0).length },
        branches,
      };
    });
}

function branchesOf(statements: readonly StatementCount[]): Branch[] {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  const bodies = new Map<string, StatementCount>();
  for (const statement of statements) {
    const key = `${statement.parent} ${statement.note}`;
    if (statement.parent !== null && !bodies.has(key)) {
      bodies.set(key, statement);
    }
  }
  const written = [...bodies.values()]
    .filter(({ note }) => note !== "body")
    .map(({ line, count, note }) => ({ line, taken: count > 0, what: note ?? "" }));
  const notWritten = statements
    .filter(({ id, kind }) => kind === "IF" && !bodies.has(`${id} else body`))
    .map(({ id, line }) => {
      const inside = [...bodies.values()].filter(({ parent }) => parent === id);
      const entered = inside.reduce((sum, { count }) => sum + count, 0);
      return { line, taken: (byId.get(id)?.count ?? 0) > entered, what: "else, not written" };
    });
  const all = [...written, ...notWritten].sort((a, b) => a.line - b.line);
  if (all.length > 0) {
    return all;
  }
  const [whole] = statements;
  return whole === undefined ? [] : [{ line: whole.line, taken: whole.count > 0, what: "the function" }];
}
