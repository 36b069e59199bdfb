import type { AnyExpression, ColumnSource, Expression } from "../spec/expression.ts";
import { and, isFalse, not } from "../spec/operators.ts";
import type { Named } from "../spec/reads.ts";
import type { RowFacts } from "../spec/row.ts";
import { expressionsOf, expressionsOfRead, type Step } from "./step.ts";
import { mapChildren, needsOf, walk } from "./walk.ts";

/**
 * Turns each look-up that is used by a single condition, which tests only whether the row exists or is marked as deleted, into an
 * EXISTS in that condition. A row that is tested and `put` stays looked up: the look-up answers the condition, and spares the
 * DELETE where there is nothing to delete. A `put` of a row that nothing tests deletes what has its key without asking.
 * @param steps the rules and the writes, in their order
 * @param reads what they read
 * @returns the same steps without these look-ups
 */
export function replaceByExists(steps: readonly Step[], reads: ReadonlyMap<string, Named>): Step[] {
  const rows = [...reads.values()].flatMap((named) => (named.kind === "row" ? [named.row] : []));
  const tested = rows.filter((row) => isOnlyTested(row, steps, reads));
  return tested.reduce<Step[]>((all, row) => all.map((step) => withoutLookUp(step, row)), [...steps]);
}

/** One condition tests the row, or a `put` writes it without a test, and nothing else looks at it. */
function isOnlyTested(row: RowFacts, steps: readonly Step[], reads: ReadonlyMap<string, Named>): boolean {
  if (row.fallback !== undefined || row.largest !== undefined) {
    return false;
  }
  let tests = 0;
  let puts = 0;
  let uses = 0;
  const visit = (step: Step) => {
    for (const condition of conditionsOf(step)) {
      walk(condition, (each) => {
        tests += testOf(each, row) === undefined ? 0 : 1;
      });
    }
    const isPut = step.kind === "write" && step.write.node.kind === "put" && step.write.node.row === row;
    puts += isPut ? 1 : 0;
    uses += countOf(row.source, expressionsOf(step)) - (isPut ? 1 : 0);
    if (step.kind === "branch") {
      [...step.steps, ...step.otherwise].forEach(visit);
    }
  };
  steps.forEach(visit);
  for (const named of reads.values()) {
    uses += countOf(row.source, expressionsOfRead(named));
  }
  return uses === tests && (puts === 0 ? tests <= 1 : tests === 0);
}

function countOf(source: ColumnSource, expressions: readonly AnyExpression[]): number {
  return needsOf(expressions).columns.filter((each) => each.source === source).length;
}

/** The conditions of which a step decides. */
function conditionsOf(step: Step): readonly AnyExpression[] {
  switch (step.kind) {
    case "refusal":
      return [step.refusal.condition];
    case "branch":
      return [step.condition];
    default:
      return [];
  }
}

function withoutLookUp(step: Step, row: RowFacts): Step {
  switch (step.kind) {
    case "refusal": {
      const condition = tested(step.refusal.condition, row);
      return { ...step, refusal: { ...step.refusal, condition } };
    }
    case "branch":
      return {
        ...step,
        condition: tested(step.condition, row),
        steps: step.steps.map((inner) => withoutLookUp(inner, row)),
        otherwise: step.otherwise.map((inner) => withoutLookUp(inner, row)),
      };
    case "write": {
      const { node } = step.write;
      return node.kind === "put" && node.row === row
        ? { ...step, write: step.write.withNode({ ...node, isLookedUp: false }) }
        : step;
    }
    default:
      return step;
  }
}

/** The condition, with EXISTS in place of what it asks of the row. */
function tested<T>(condition: Expression<T>, row: RowFacts): Expression<T> {
  const test = testOf(condition, row);
  return test === undefined ? mapChildren(condition, (child) => tested(child, row)) : { ...condition, node: test.node };
}

/** A question about a row as an EXISTS, undefined for any other expression. */
function testOf({ node }: AnyExpression, row: RowFacts): Expression<boolean> | undefined {
  if (node.kind !== "postfix" || node.arg.node.kind !== "column" || node.arg.node.source !== row.source) {
    return undefined;
  }
  const { column } = node.arg.node;
  const facts = row.table.columns[column];
  const inTable: Expression<boolean> = {
    type: node.arg.type,
    node: {
      kind: "column",
      source: { kind: "named", name: row.table.name },
      column,
      nullable: facts?.notNull !== true,
    },
  };
  const exists = (...also: readonly Expression<boolean>[]): Expression<boolean> => ({
    type: "boolean",
    node: {
      kind: "exists",
      query: { from: [row.table.name], where: also.length === 0 ? row.where : and(row.where, ...also) },
    },
  });
  switch (node.text) {
    case "is not null":
      return facts?.notNull === true ? exists() : undefined;
    case "is null":
      return facts?.notNull === true ? not(exists()) : undefined;
    case "is true":
      return exists(inTable);
    case "is not true":
      return not(exists(inTable));
    case "is false":
      return exists(isFalse(inTable));
    case "is not false":
      return not(exists(isFalse(inTable)));
    default:
      return undefined;
  }
}
