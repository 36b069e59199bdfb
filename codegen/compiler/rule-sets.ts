import type { Handler } from "../spec/handler.ts";
import type { Rule, RuleSet } from "../spec/rule.ts";
import { envelopeRules } from "./envelope.ts";
import { expressionsOf, expressionsOfRead, ruleSteps, type Step, writeSteps } from "./step.ts";
import { walk } from "./walk.ts";

/**
 * The rule sets that some handlers ask, directly or by another rule set, each once.
 * @returns sorted by name
 * @throws Error when two rule sets of one name are asked: they would be one function
 */
export function ruleSetsOf(handlers: readonly Handler[]): readonly RuleSet[] {
  const found = new Map<string, RuleSet>();
  const add = (ruleSet: RuleSet): void => {
    const other = found.get(ruleSet.name);
    if (other === ruleSet) {
      return;
    }
    if (other !== undefined) {
      throw new Error(`${ruleSet.position} and ${other.position} both declare the rule set ${ruleSet.name}`);
    }
    found.set(ruleSet.name, ruleSet);
    visitAll(ruleSteps(ruleSet.rules), [...ruleSet.reads.values()].flatMap(expressionsOfRead));
  };
  const visitAll = (steps: readonly Step[], expressions: ReturnType<typeof expressionsOf>): void => {
    for (const expression of [...expressions, ...steps.flatMap(expressionsOf)]) {
      walk(expression, ({ node }) => {
        if (node.kind === "passes") {
          add(node.ruleSet);
        }
      });
    }
    for (const step of steps) {
      if (step.kind === "ruleSet") {
        add(step.call.ruleSet);
      }
      if (step.kind === "branch") {
        visitAll([...step.steps, ...step.otherwise], []);
      }
    }
  };
  for (const handler of handlers) {
    const rules: readonly Rule[] = [...envelopeRules(handler), ...handler.rules];
    visitAll(
      [...ruleSteps(rules), ...writeSteps(handler.writes)],
      [...handler.reads.values()].flatMap(expressionsOfRead),
    );
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
