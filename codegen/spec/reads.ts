import { type Expression, expression, isExpression, type NamedValue } from "./expression.ts";
import { isRecord, type RecordFacts, recordFactsOf } from "./function.ts";
import { factsOf, isRow, type RowFacts } from "./row.ts";

/** Something that reads gave a name: a row, the record of a function, or a value. */
export type Named =
  | { readonly kind: "row"; readonly row: RowFacts }
  | { readonly kind: "record"; readonly record: RecordFacts }
  | { readonly kind: "value"; readonly value: NamedValue };

/**
 * A value that is computed once, where it is first needed.
 * @param of how it is computed
 * @returns a reference to the variable that holds it, named by the key under which `reads` gives it back
 */
export function value<T>(of: Expression<T>): Expression<T> {
  return expression(of.type, { kind: "named", named: { value: of } });
}

/**
 * Names what a spec reads by the keys under which it gives it back.
 * @returns the names with what they stand for, and the object as the rules and writes see it
 * @throws Error on something that is neither a row, a record nor an expression
 */
export function nameReads(reads: object): { names: ReadonlyMap<string, Named>; seen: object } {
  const names = new Map<string, Named>();
  const seen: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(reads as Record<string, unknown>)) {
    seen[name] = read;
    if (isRow(read)) {
      names.set(name, { kind: "row", row: factsOf(read) });
    } else if (isRecord(read)) {
      names.set(name, { kind: "record", record: recordFactsOf(read) });
    } else if (isExpression(read)) {
      const named: NamedValue = read.node.kind === "named" ? read.node.named : { value: read };
      names.set(name, { kind: "value", value: named });
      seen[name] = expression(read.type, { kind: "named", named });
    } else {
      throw new Error(`reads gave back ${name}, which is neither a row nor a value`);
    }
  }
  return { names, seen };
}
