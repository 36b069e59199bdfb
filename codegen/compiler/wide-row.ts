import { type AnyExpression, Binding, type ColumnSource, type ExpressionNode } from "../spec/expression.ts";
import type { FieldCheck } from "../spec/field.ts";
import type { RowFacts } from "../spec/row.ts";
import type { Table, TableName } from "../spec/table.ts";
import type { Assignment, WriteNode } from "../spec/write.ts";
import type { NamedReads } from "./named-reads.ts";
import { ExpressionPrinter } from "./print.ts";
import type { Step } from "./step.ts";
import { mapChildren, needsOf, walk } from "./walk.ts";

/** The variable that holds the row to be written. */
const rowVariable: ColumnSource = { kind: "named", name: "new_row" };

/** The variable that holds the member of the metadata that is being judged and read. */
export const memberVariable: AnyExpression = {
  type: "jsonb",
  node: { kind: "reference", text: "member", nullable: true },
};

/** One column of the row variable: its member is fetched once, judged, and read into the column. */
export interface Filling {
  readonly name: string;
  /** What is put into the variable `member` before all else; undefined where nothing looks at it twice. */
  readonly member: AnyExpression | undefined;
  /** The member is there: it is judged and read only then. */
  readonly given: AnyExpression | undefined;
  /** The value refuses the transaction. */
  readonly wrong: AnyExpression | undefined;
  /** `wrong` looks at the column, which is filled before. */
  readonly isJudgedInColumn: boolean;
  /** The column keeps what it has where this does not hold. */
  readonly counts: AnyExpression | undefined;
  /** The column's value; undefined for a member that is only judged here. */
  readonly value: AnyExpression | undefined;
}

/** So many values that are computed make a row wide. */
const wide = 8;

type WideWrite = Extract<WriteNode, { kind: "insert" | "put" | "update" }>;
type WriteStep = Extract<Step, { kind: "write" }>;
type CheckStep = Extract<Step, { kind: "fieldCheck" }>;

/**
 * Has a wide row put together in a row variable, one column after the other, before it is written. Postgres sets up a statement's
 * expressions at each execution, which for a wide row costs more than writing it, while plpgsql keeps those of its assignments.
 * The columns are filled where the rules judge the metadata they come from, so that each member is fetched once; what needs more
 * than its member is filled right before the write.
 * @param steps the rules and the writes of a handler, in their order
 * @param reads what they read
 * @returns the same steps with the row variable filled among them; at most one row is wide
 */
export function fillWideRow(steps: readonly Step[], reads: NamedReads): Step[] {
  const written = steps.findIndex((step) => step.kind === "write" && isWide(step.write.node));
  const write = steps[written];
  if (write?.kind !== "write" || !isWide(write.write.node)) {
    return [...steps];
  }
  const row = new WideRow(write, write.write.node, reads);
  const filled = steps
    .slice(0, written)
    .map((step) => (step.kind === "fieldCheck" && judges(step) ? (row.judgingPass(step) ?? [step]) : [step]));
  return [...filled.flat(), ...row.written(), ...steps.slice(written + 1)];
}

/** A check of more than U+0000. */
function judges({ check }: CheckStep): boolean {
  return check.fields.some(({ wrong }) => wrong !== undefined);
}

function isWide(node: WriteNode): node is WideWrite {
  return (
    (node.kind === "insert" || node.kind === "put" || node.kind === "update") &&
    node.values.filter(isComputed).length >= wide
  );
}

function isComputed({ value }: Assignment): boolean {
  return !["literal", "reference", "column", "named"].includes(value.node.kind);
}

/** A wide row on its way into the table. */
class WideRow {
  readonly #step: WriteStep;
  readonly #node: WideWrite;
  readonly #table: Table<TableName>;
  /** The row as it stands, from which an update starts. */
  readonly #before: RowFacts | undefined;
  readonly #printer: ExpressionPrinter;
  /** The columns that are filled already, by the value that they got. */
  readonly #filled = new Map<ExpressionNode, string>();

  constructor(step: WriteStep, node: WideWrite, reads: NamedReads) {
    this.#step = step;
    this.#node = node;
    this.#table = node.kind === "insert" ? node.table : node.row.table;
    this.#before = node.kind === "update" ? node.row : undefined;
    this.#printer = new ExpressionPrinter("em", reads);
  }

  /** Judges the members that a rule names and fills the columns that come from one of them alone; undefined if there are no such columns. */
  judgingPass({ check }: CheckStep): Step[] | undefined {
    const before = this.#filled.size;
    const known = new Set<unknown>(
      needsOf(check.fields.map(({ member }) => member)).values.map((value): unknown => value),
    );
    const fillings = check.fields.flatMap((field) => {
      const assignment = this.#node.values.find(
        (each) => each.column === field.name && isComputed(each) && this.#comesFrom(each.value, field.member, known),
      );
      const { wrong } = field;
      return wrong === undefined && assignment === undefined
        ? []
        : [this.#filling(field.name, { ...field, assignment })];
    });
    if (this.#filled.size === before) {
      return undefined;
    }
    const nul: FieldCheck = { ...check, fields: check.fields.map((field) => ({ ...field, wrong: undefined })) };
    return [
      this.#fill(fillings, before === 0, check.position),
      ...(nul.fields.some(({ refusesNulIn }) => refusesNulIn !== undefined)
        ? [{ kind: "fieldCheck" as const, check: nul, isFollowUp: true }]
        : []),
    ];
  }

  /** Fills the other columns that are computed, then writes the row. */
  written(): Step[] {
    const { write } = this.#step;
    const isFirst = this.#filled.size === 0;
    const filled = new Set(this.#filled.values());
    const fillings = this.#node.values
      .filter((assignment) => isComputed(assignment) && !filled.has(assignment.column))
      .map((assignment) => this.#filling(assignment.column, { assignment, member: undefined, wrong: undefined }));
    const columns = new Set(this.#filled.values());
    const values = this.#node.values.map(({ column, value }) => ({
      column,
      value: columns.has(column) ? this.#column(column) : this.#seen(value),
    }));
    const fill = fillings.length === 0 ? [] : [this.#fill(fillings, isFirst, write.position)];
    return [...fill, { kind: "write", write: write.withNode({ ...this.#node, values }) }];
  }

  /** `isFirst`: what is filled first starts from the row as it stands. */
  #fill(fillings: readonly Filling[], isFirst: boolean, position: string): Step {
    return { kind: "fill", type: this.#table.name, copied: isFirst ? this.#before : undefined, fillings, position };
  }

  #filling(
    name: string,
    from: {
      readonly assignment: Assignment | undefined;
      readonly member: AnyExpression | undefined;
      readonly wrong: AnyExpression | undefined;
    },
  ): Filling {
    const value = from.assignment && this.#withoutIdleCases(this.#seen(from.assignment.value));
    const kept = value === undefined ? undefined : this.#keptUnless(name, value);
    const counts = kept?.when;
    const read = kept?.result ?? value;
    if (from.assignment !== undefined) {
      this.#filled.set(from.assignment.value.node, name);
    }
    const isGiven = counts !== undefined && from.member !== undefined && isPresence(counts, from.member, this.#printer);
    const judgedInColumn = counts === undefined || isGiven ? this.#judgedInColumn(name, from.wrong, read) : undefined;
    const wrong = judgedInColumn ?? from.wrong;
    const looked = [wrong, isGiven ? undefined : counts, read].filter((each) => each !== undefined);
    const member = from.member ?? this.#onlyMember(looked);
    const twice = member !== undefined && this.#count(looked, member) > 1;
    const see = (each: AnyExpression | undefined) => (each && twice ? this.#withMember(each, member, isGiven) : each);
    return {
      name,
      member: twice ? member : undefined,
      given: isGiven ? counts : undefined,
      wrong: see(wrong),
      isJudgedInColumn: judgedInColumn !== undefined,
      counts: isGiven ? undefined : see(counts),
      value: see(read),
    };
  }

  /**
   * A value that is a call of which the judgement makes use is computed once: into the column, where the judgement finds it.
   * @returns the judgement, looking at the column; undefined where it does not look at the value
   */
  #judgedInColumn(name: string, wrong: AnyExpression | undefined, value: AnyExpression | undefined) {
    if (wrong === undefined || value?.node.kind !== "call" || !this.#holds(name, value)) {
      return undefined;
    }
    const judged = this.#replaced(wrong, value, this.#column(name));
    return this.#printer.text(judged) === this.#printer.text(wrong) ? undefined : judged;
  }

  /** Whether the column can hold whatever the expression gives. */
  #holds(column: string, { type }: AnyExpression): boolean {
    const own = this.#table.columns[column]?.type;
    return own === type || (own === "character varying" && type === "text");
  }

  /** The expression with another in place of each part that reads the same; itself where there is no such part. */
  #replaced(expression: AnyExpression, part: AnyExpression, by: AnyExpression): AnyExpression {
    return this.#printer.text(expression) === this.#printer.text(part)
      ? by
      : mapChildren(expression, (child) => this.#replaced(child, part, by));
  }

  /** `case when x is not null then x end` is x. */
  #withoutIdleCases(value: AnyExpression): AnyExpression {
    const { node } = value;
    const [branch, ...more] = node.kind === "case" && node.otherwise === undefined ? node.branches : [];
    if (branch?.when.node.kind === "postfix" && branch.when.node.text === "is not null" && more.length === 0) {
      const { arg } = branch.when.node;
      return this.#printer.text(arg) === this.#printer.text(branch.result) ? arg : value;
    }
    return mapChildren(value, (child) => this.#withoutIdleCases(child));
  }

  /** `case when … then … else the column as it stands end`, taken apart. */
  #keptUnless(column: string, { node }: AnyExpression) {
    const [branch, ...more] = node.kind === "case" ? node.branches : [];
    const otherwise = node.kind === "case" ? node.otherwise?.node : undefined;
    const isKept =
      otherwise?.kind === "column" && otherwise.column === column && otherwise.source === this.#before?.source;
    return branch !== undefined && more.length === 0 && isKept ? branch : undefined;
  }

  /** The value looks at no other member, and at nothing that was read but the row itself. */
  #comesFrom(value: AnyExpression, member: AnyExpression, known: ReadonlySet<unknown>): boolean {
    const text = this.#printer.text(member);
    const { columns, values } = needsOf([value]);
    return (
      this.#membersIn([value]).every((each) => each === text) &&
      columns.every(({ source }) => source === this.#before?.source || this.#isOwn(source)) &&
      values.every((each) => known.has(each))
    );
  }

  /** Columns of the table are those of the row as it stands; values that were put into columns already are read from there. */
  #seen(value: AnyExpression): AnyExpression {
    const column = this.#filled.get(value.node);
    if (column !== undefined) {
      return this.#column(column);
    }
    const { node } = value;
    if (node.kind === "exists") {
      return value;
    }
    if (node.kind === "column" && this.#isOwn(node.source) && this.#before !== undefined) {
      return { ...value, node: { ...node, source: this.#before.source, nullable: true } };
    }
    return mapChildren(value, (child) => this.#seen(child));
  }

  #isOwn(source: ColumnSource): boolean {
    return source.kind === "named" && source.name === this.#table.name;
  }

  #column(column: string): AnyExpression {
    const { type = "unknown" } = this.#table.columns[column] ?? {};
    return { type, node: { kind: "column", source: rowVariable, column, nullable: true } };
  }

  #membersIn(expressions: readonly AnyExpression[]): string[] {
    return membersOf(expressions).map((member) => this.#printer.text(member));
  }

  #onlyMember(expressions: readonly AnyExpression[]): AnyExpression | undefined {
    const [first] = membersOf(expressions);
    return new Set(this.#membersIn(expressions)).size === 1 ? first : undefined;
  }

  #count(expressions: readonly AnyExpression[], member: AnyExpression): number {
    const text = this.#printer.text(member);
    return this.#membersIn(expressions).filter((each) => each === text).length;
  }

  /** The same expression, with the member read from the variable that holds it. */
  #withMember(expression: AnyExpression, member: AnyExpression, isGiven: boolean): AnyExpression {
    if (isMember(expression) && this.#printer.text(expression) === this.#printer.text(member)) {
      return memberVariable;
    }
    if (!isGiven && isPresence(expression, member, this.#printer)) {
      return {
        type: "boolean",
        node: { kind: "postfix", arg: memberVariable, text: "is not null", binding: Binding.Comparison },
      };
    }
    return mapChildren(expression, (child) => this.#withMember(child, member, isGiven));
  }
}

/** A member of a JSON object: `data -> 'title'`. */
function isMember({ node }: AnyExpression): boolean {
  return (
    node.kind === "operator" &&
    node.symbol === "->" &&
    (node.left.node.kind === "reference" || node.left.node.kind === "named")
  );
}

function membersOf(expressions: readonly AnyExpression[]): AnyExpression[] {
  const members: AnyExpression[] = [];
  for (const expression of expressions) {
    walk(expression, (each) => {
      if (isMember(each)) {
        members.push(each);
      }
    });
  }
  return members;
}

/** The object has the member: `data ? 'title'`. */
function isPresence({ node }: AnyExpression, member: AnyExpression, printer: ExpressionPrinter): boolean {
  return (
    node.kind === "operator" &&
    node.symbol === "?" &&
    member.node.kind === "operator" &&
    printer.text(node.left) === printer.text(member.node.left) &&
    printer.text(node.right) === printer.text(member.node.right)
  );
}
