import type { AnyExpression } from "../spec/expression.ts";
import type { Handler } from "../spec/handler.ts";
import type { Named } from "../spec/reads.ts";
import type { Proof, Rule } from "../spec/rule.ts";
import type { Table, TableName } from "../spec/table.ts";
import type { AnyWrite, Assignment, WriteNode } from "../spec/write.ts";
import { NamedReads } from "./named-reads.ts";
import { ExpressionPrinter } from "./print.ts";

/** A spec that the compiler refuses; the message names the place in the spec and what to do. */
export class SpecError extends Error {
  override readonly name = "SpecError";
}

/** The variables and parameters that a procedure has without asking. */
const taken = ["block", "tx", "found", "hashed", "member", "new_row", "rejection", "wrong_field"];

/**
 * Refuses names of reads that the procedure needs for variables of its own.
 * @throws SpecError
 */
function checkNames(reads: ReadonlyMap<string, Named>, position: string): void {
  for (const name of taken) {
    if (reads.has(name)) {
      throw new SpecError(
        `${position}: ${name} is a variable that every procedure has: give what reads gives back another name`,
      );
    }
  }
}

/**
 * Refuses a handler whose SQL could fail at run time or whose rulebook would mislead: an int8 that would be written
 * into an int4 column without a rule that bounds it, a NULL literal in a not-null column, a column without a value or
 * with the clock's.
 * @throws SpecError
 */
export function checkHandler(handler: Handler): void {
  checkNames(handler.reads, handler.position);
  const printer = new ExpressionPrinter("em", new NamedReads(handler.reads));
  const proven = provenBy(handler.rules, printer);
  for (const write of flatten(handler.writes)) {
    checkWrite(write.node, { printer, proven, position: write.position });
  }
}

function flatten(writes: readonly AnyWrite[]): { node: WriteNode; position: string }[] {
  return writes.flatMap((write) =>
    write.kind === "conditionalWrites" ? flatten([...write.writes, ...write.otherwise]) : [write],
  );
}

/** The values, as SQL text, that rules have shown to fit int4: compared with an int4 key of a row that was found, or bounded. */
function provenBy(rules: readonly Rule[], printer: ExpressionPrinter): ReadonlySet<string> {
  const proven = new Set<string>();
  for (const rule of rules) {
    if (rule.kind === "refusal") {
      for (const value of rule.proves.flatMap(valuesOf)) {
        proven.add(printer.text(value));
      }
    }
    if (rule.kind === "ruleSetCall") {
      const { name, parameters, rules: inside, reads } = rule.ruleSet;
      const inner = provenBy(inside, new ExpressionPrinter("em", new NamedReads(reads)));
      parameters.forEach((parameter, index) => {
        const arg = rule.args[index];
        if (arg !== undefined && inner.has(`${name}.${parameter.name}`)) {
          proven.add(printer.text(arg));
        }
      });
    }
  }
  return proven;
}

function valuesOf(proof: Proof): readonly AnyExpression[] {
  if (proof.kind === "fits") {
    return [proof.value];
  }
  const { keys, table } = proof.row;
  return keys.filter(({ column }) => table.columns[column]?.type === "integer").map(({ value }) => value);
}

/** What a write is checked against. */
interface Known {
  readonly printer: ExpressionPrinter;
  readonly proven: ReadonlySet<string>;
  readonly position: string;
}

function checkWrite(node: WriteNode, known: Known): void {
  if (node.kind === "removeAll" || node.kind === "perform") {
    return;
  }
  const table = node.kind === "put" || node.kind === "update" ? node.row.table : node.table;
  for (const assignment of node.values) {
    checkAssignment(table, assignment, known);
  }
  if (node.kind === "insert" || node.kind === "put" || node.kind === "insertEach") {
    checkComplete(table, node.values, known.position);
  }
}

function checkAssignment(table: Table<TableName>, { column, value }: Assignment, known: Known): void {
  const { printer, proven, position } = known;
  const facts = table.columns[column];
  if (facts === undefined) {
    throw new SpecError(`${position}: ${table.name} has no column ${column}`);
  }
  if (facts.notNull && isNullLiteral(value)) {
    throw new SpecError(`${position}: ${table.name}.${column} may not be NULL`);
  }
  if (facts.type === "integer" && value.type === "bigint") {
    const text = printer.text(value);
    if (!proven.has(text)) {
      throw new SpecError(
        `${position}: ${text} is a bigint and ${table.name}.${column} an integer: add a rule that bounds it, ` +
          `ensure(fitsInteger(…), …), or ensure a row that is found by it`,
      );
    }
  }
}

function isNullLiteral(value: AnyExpression): boolean {
  return value.node.kind === "literal" && value.node.value === null;
}

function checkComplete(table: Table<TableName>, values: readonly Assignment[], position: string): void {
  const given = new Set(values.map(({ column }) => column));
  for (const [column, { notNull, hasDefault, defaultsToClock = false }] of Object.entries(table.columns)) {
    if (given.has(column)) {
      continue;
    }
    if (notNull && !hasDefault) {
      throw new SpecError(`${position}: ${table.name}.${column} needs a value`);
    }
    if (defaultsToClock) {
      throw new SpecError(`${position}: ${table.name}.${column} would take the clock's time: give it the block's`);
    }
  }
}
