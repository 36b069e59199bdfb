import type { AnyExpression, ColumnSource } from "../spec/expression.ts";
import { fileOf, type Position } from "../spec/position.ts";
import type { RowFacts } from "../spec/row.ts";
import { type Doc, group, join, layOut, line, nest, parenthesized } from "./layout.ts";
import { quote } from "./literal.ts";
import { type Choice, type ExpressionPrinter, hanging } from "./print.ts";
import type { Step } from "./step.ts";
import { walk } from "./walk.ts";
import { type Filling, memberVariable } from "./wide-row.ts";
import { printWrite } from "./writes.ts";

type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;

/** The columns of each row that its function looks at; `all` where the row is copied. */
export type ColumnsUsed = ReadonlyMap<ColumnSource, ReadonlySet<string> | "all">;

/** Prints the steps of one function as statements of plpgsql. */
export class StatementPrinter {
  readonly #columns: ColumnsUsed;
  readonly #printer: ExpressionPrinter;
  /** The spec's file that the last comment named, or the head of the function: not named again before another was. */
  #file: string;

  /**
   * @param columns what is read of each row
   * @param printer prints the function's expressions
   * @param file the spec's file, which the head of the function names
   */
  constructor(columns: ColumnsUsed, printer: ExpressionPrinter, file: string) {
    this.#columns = columns;
    this.#printer = printer;
    this.#file = file;
  }

  /**
   * The statements of a step.
   * @param indent the spaces before them
   * @returns their lines; a blank line comes first where the step begins something new
   */
  print(step: Step, indent: number): string[] {
    switch (step.kind) {
      case "read":
        return this.#read(step, indent);
      case "refusal":
        return this.#refusal(step, indent);
      case "ruleSet":
        return this.#ruleSet(step, indent);
      case "fieldCheck":
        return this.#fieldCheck(step, indent);
      case "fill":
        return this.#fill(step, indent);
      case "write":
        return [...this.#comment(step.write.position, indent), ...printWrite(step.write.node, this.#printer, indent)];
      case "branch":
        return this.#branch(step, indent);
    }
  }

  /** A blank line, then the place in the spec: always with a rule's code, else only where another file begins. */
  #comment(position: Position, indent: number, code?: string): string[] {
    const file = fileOf(position);
    const known = file === this.#file;
    this.#file = file;
    const comment = `${" ".repeat(indent)}-- ${file}`;
    if (code !== undefined) {
      return ["", `${comment} ${code}`];
    }
    return known ? [""] : ["", comment];
  }

  #refusal({ refusal }: StepOf<"refusal">, indent: number): string[] {
    const { condition, code, reason, position } = refusal;
    const rejection = parenthesized([quote(code), this.#printer.print(reason)]);
    return [
      ...this.#comment(position, indent, code),
      ...this.#if(condition, [...layOut(["return ", rejection, "::em.rejection;"], indent + 2)], indent),
    ];
  }

  #ruleSet({ call }: StepOf<"ruleSet">, indent: number): string[] {
    const pad = " ".repeat(indent);
    const args = call.args.map((arg) => this.#printer.print(arg));
    return [
      ...this.#comment(call.position, indent),
      ...layOut([`rejection := ${this.#printer.schema}.${call.ruleSet.name}`, parenthesized(args), ";"], indent),
      `${pad}if rejection.code is not null then`,
      `${pad}  return rejection;`,
      `${pad}end if;`,
    ];
  }

  #branch(step: StepOf<"branch">, indent: number): string[] {
    const comment = step.position === undefined ? [] : this.#comment(step.position, indent);
    const inner = step.steps.flatMap((each) => this.print(each, indent + 2));
    const otherwise = step.otherwise.flatMap((each) => this.print(each, indent + 2));
    return [...comment, ...this.#if(step.condition, inner, indent, otherwise)];
  }

  #if(condition: AnyExpression, inner: readonly string[], indent: number, otherwise: readonly string[] = []): string[] {
    const pad = " ".repeat(indent);
    return [
      ...layOut(["if ", hanging(3, condition, this.#printer.condition(condition)), " then"], indent),
      ...withoutLeadingBlank(inner),
      ...(otherwise.length === 0 ? [] : [`${pad}else`, ...withoutLeadingBlank(otherwise)]),
      `${pad}end if;`,
    ];
  }

  #read({ name, named }: StepOf<"read">, indent: number): string[] {
    switch (named.kind) {
      case "value":
        return ["", ...this.#assignment(name, named.value.value, indent)];
      case "record":
        return [...this.#comment(named.record.position, indent), ...this.#assignment(name, named.record.call, indent)];
      case "row": {
        const { row } = named;
        const pad = " ".repeat(indent);
        const again =
          row.fallback === undefined
            ? []
            : [`${pad}if not found then`, ...this.#select(name, row, row.fallback, indent + 2), `${pad}end if;`];
        return [...this.#comment(row.position, indent), ...this.#select(name, row, row.where, indent), ...again];
      }
    }
  }

  #assignment(name: string, value: AnyExpression, indent: number): string[] {
    const choice = this.#printer.choiceOf(value);
    if (choice?.results.some(holdsQuery)) {
      return this.#caseStatement(name, choice, indent);
    }
    return layOut([name, " := ", hanging(2, value, this.#printer.print(value)), ";"], indent);
  }

  /** A choice between queries, as a statement: an expression would set up all of them to run one. */
  #caseStatement(name: string, { subject, choices, results, otherwise }: Choice, indent: number): string[] {
    const pad = " ".repeat(indent);
    return [
      ...layOut(["case ", subject], indent),
      ...results.flatMap((result, index) => [
        ...layOut(["when ", choices[index] ?? [], " then"], indent + 2),
        ...this.#assignment(name, result, indent + 4),
      ]),
      `${pad}  else`,
      ...this.#assignment(name, otherwise, indent + 4),
      `${pad}end case;`,
    ];
  }

  #select(name: string, row: RowFacts, where: AnyExpression, indent: number): string[] {
    const { table, largest } = row;
    const used = this.#columns.get(row.source);
    const columns = used === "all" ? ["*"] : [...(used ?? [])];
    const list = join(
      [",", line],
      columns.map((column) => `${table.name}.${column}`),
    );
    const isOnlyOne = row.isUnique && where === row.where;
    const tail: Doc[] = [
      ...(largest === undefined ? [] : [["order by ", this.#printer.print(largest), " desc"]]),
      ...(isOnlyOne ? [] : ["limit 1"]),
    ];
    const clauses: Doc[] = [
      group(["select", nest(2, [line, list])]),
      `into ${name}`,
      `from ${table.name}`,
      ["where ", nest(2, this.#printer.print(where))],
      ...tail,
    ];
    return clauses.flatMap((clause, index) => layOut(index === clauses.length - 1 ? [clause, ";"] : clause, indent));
  }

  #fieldCheck(step: StepOf<"fieldCheck">, indent: number): string[] {
    const { check } = step;
    const wrong = check.fields.flatMap(({ name, wrong: condition }) =>
      condition === undefined ? [] : [{ name, condition: this.#printer.condition(condition) }],
    );
    const withNul = check.fields.flatMap(({ name, refusesNulIn }) =>
      refusesNulIn === undefined
        ? []
        : [{ name, condition: ["em.has_nul", parenthesized([this.#printer.print(refusesNulIn), "tx.nul"])] }],
    );
    const pad = " ".repeat(indent);
    const isFollowUp = wrong.length === 0 && step.isFollowUp;
    return [
      ...(isFollowUp
        ? []
        : this.#comment(check.position, indent, "invalid_<field>: a value that its column cannot hold")),
      ...refuseFirst(wrong, indent),
      // Many are looked at only where there is anything to find.
      ...(withNul.length > 1
        ? [`${pad}if tx.nul is not null then`, ...refuseFirst(withNul, indent + 2), `${pad}end if;`]
        : refuseFirst(withNul, indent)),
    ];
  }

  #fill({ copied, fillings, position }: StepOf<"fill">, indent: number): string[] {
    const judges = fillings.some(({ wrong }) => wrong !== undefined);
    const name = copied && this.#printer.reads.nameOf(copied.source);
    return [
      ...this.#comment(position, indent, judges ? "invalid_<field>: a value that its column cannot hold" : undefined),
      ...(name === undefined ? [] : layOut(`new_row := ${name};`, indent)),
      ...fillings.flatMap((filling) => this.#filling(filling, indent)),
    ];
  }

  #filling({ name, member, given, wrong, isJudgedInColumn, counts, value }: Filling, indent: number): string[] {
    const margin = given === undefined ? indent : indent + 2;
    const assignment = (at: number) => (value === undefined ? [] : this.#assignment(`new_row.${name}`, value, at));
    const filled = counts === undefined ? assignment(margin) : this.#if(counts, assignment(margin + 2), margin);
    const judged = wrong === undefined ? [] : refuse(name, this.#printer.condition(wrong), margin);
    const lines = [
      ...(member === undefined ? [] : this.#assignment(this.#printer.text(memberVariable), member, margin)),
      ...(isJudgedInColumn ? [...filled, ...judged] : [...judged, ...filled]),
    ];
    return given === undefined ? lines : this.#if(given, lines, indent);
  }
}

/** Refuses a value of a kind that its column cannot hold: on one line where it fits, since it is one of many. */
function refuse(name: string, wrong: Doc, indent: number): string[] {
  return layOut(
    group([
      "if ",
      nest(3, wrong),
      " then",
      nest(2, [line, `return em.invalid_field(${quote(name)});`]),
      line,
      "end if;",
    ]),
    indent,
  );
}

/** Refuses the first of several fields that is wrong. */
function refuseFirst(fields: readonly { readonly name: string; readonly condition: Doc }[], indent: number): string[] {
  const [only] = fields;
  if (only === undefined || fields.length === 1) {
    return only === undefined ? [] : refuse(only.name, only.condition, indent);
  }
  const pad = " ".repeat(indent);
  return [
    `${pad}wrong_field := case`,
    ...fields.flatMap(({ name, condition }) =>
      layOut(group(["when ", nest(5, condition), " then ", quote(name)]), indent + 2),
    ),
    `${pad}end;`,
    `${pad}if wrong_field is not null then`,
    `${pad}  return em.invalid_field(wrong_field);`,
    `${pad}end if;`,
  ];
}

function holdsQuery(expression: AnyExpression): boolean {
  let found = false;
  walk(expression, ({ node }) => {
    found ||= node.kind === "exists";
  });
  return found;
}

function withoutLeadingBlank(lines: readonly string[]): readonly string[] {
  return lines[0] === "" ? lines.slice(1) : lines;
}
