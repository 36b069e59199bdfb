import type { AnyExpression } from "../spec/expression.ts";
import type { FieldCheck } from "../spec/field.ts";
import type { Position } from "../spec/position.ts";
import type { Named } from "../spec/reads.ts";
import type { RowFacts } from "../spec/row.ts";
import type { Refusal, Rule, RuleSetCall } from "../spec/rule.ts";
import type { AnyWrite, Write, WriteNode } from "../spec/write.ts";
import type { Filling } from "./wide-row.ts";

/** One step of a procedure, before look-ups are placed and text is printed. */
export type Step =
  | { readonly kind: "read"; readonly name: string; readonly named: Named }
  | { readonly kind: "refusal"; readonly refusal: Refusal }
  /** `isFollowUp`: it goes on with what the step before it judged. */
  | { readonly kind: "fieldCheck"; readonly check: FieldCheck; readonly isFollowUp: boolean }
  | { readonly kind: "ruleSet"; readonly call: RuleSetCall }
  /** Fills columns of the row variable `new_row`; where there is something to copy, from the row as it stands. */
  | {
      readonly kind: "fill";
      readonly type: string;
      readonly copied: RowFacts | undefined;
      readonly fillings: readonly Filling[];
      readonly position: Position;
    }
  | { readonly kind: "write"; readonly write: Write }
  | {
      readonly kind: "branch";
      readonly condition: AnyExpression;
      readonly steps: readonly Step[];
      readonly otherwise: readonly Step[];
      /** Undefined for a branch that belongs to the step before it. */
      readonly position: Position | undefined;
    };

/** The steps of some rules, in their order. */
export function ruleSteps(rules: readonly Rule[]): Step[] {
  return rules.map(ruleStep);
}

function ruleStep(rule: Rule): Step {
  switch (rule.kind) {
    case "refusal":
      return { kind: "refusal", refusal: rule };
    case "fieldCheck":
      return { kind: "fieldCheck", check: rule, isFollowUp: false };
    case "ruleSetCall":
      return { kind: "ruleSet", call: rule };
    case "conditional":
      return {
        kind: "branch",
        condition: rule.condition,
        steps: ruleSteps(rule.rules),
        otherwise: ruleSteps(rule.otherwise),
        position: rule.position,
      };
  }
}

/** The steps of some writes, in their order; a write's own condition becomes a branch. */
export function writeSteps(writes: readonly AnyWrite[]): Step[] {
  return writes.map((write): Step => {
    if (write.kind === "conditionalWrites") {
      return {
        kind: "branch",
        condition: write.condition,
        steps: writeSteps(write.writes),
        otherwise: writeSteps(write.otherwise),
        position: write.position,
      };
    }
    const step: Step = { kind: "write", write };
    if (write.condition === undefined) {
      return step;
    }
    return { kind: "branch", condition: write.condition, steps: [step], otherwise: [], position: write.position };
  });
}

/** The expressions that a step itself evaluates, without those of the steps inside it. */
export function expressionsOf(step: Step): AnyExpression[] {
  switch (step.kind) {
    case "read":
      return expressionsOfRead(step.named);
    case "refusal":
      return [step.refusal.condition, step.refusal.reason];
    case "fieldCheck":
      return step.check.fields.flatMap(({ wrong, refusesNulIn }) =>
        [wrong, refusesNulIn].filter((each) => each !== undefined),
      );
    case "ruleSet":
      return [...step.call.args];
    case "fill":
      return [
        ...(step.copied === undefined ? [] : [step.copied.found]),
        ...step.fillings.flatMap(({ member, given, wrong, counts, value }) =>
          [member, given, wrong, counts, value].filter((each) => each !== undefined),
        ),
      ];
    case "branch":
      return [step.condition];
    case "write":
      return expressionsOfWrite(step.write.node);
  }
}

/** The expressions from which a look-up or a named value is made. */
export function expressionsOfRead(named: Named): AnyExpression[] {
  switch (named.kind) {
    case "row":
      return [
        named.row.where,
        ...(named.row.fallback === undefined ? [] : [named.row.fallback]),
        ...(named.row.largest === undefined ? [] : [named.row.largest]),
      ];
    case "record":
      return [named.record.call];
    case "value":
      return [named.value.value];
  }
}

function expressionsOfWrite(node: WriteNode): AnyExpression[] {
  switch (node.kind) {
    case "insert":
      return node.values.map(({ value }) => value);
    case "insertEach":
      return [
        ...node.values.map(({ value }) => value),
        ...node.rows.from.filter((part) => typeof part !== "string"),
        ...(node.rows.where === undefined ? [] : [node.rows.where]),
      ];
    case "put":
      return [
        ...(node.isLookedUp ? [node.row.found] : []),
        node.row.whereAgain,
        ...node.values.map(({ value }) => value),
      ];
    case "update":
      return [node.row.whereAgain, ...node.values.map(({ value }) => value)];
    case "updateAll":
      return [node.where, ...node.values.map(({ value }) => value)];
    case "removeAll":
      return [node.where];
    case "perform":
      return [node.call];
  }
}
