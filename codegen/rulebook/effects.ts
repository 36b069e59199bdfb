import { expressionsOf, expressionsOfRead, ruleSteps, type Step, writeSteps } from "../compiler/step.ts";
import { walk } from "../compiler/walk.ts";
import type { AnyExpression } from "../spec/expression.ts";
import type { Handler } from "../spec/handler.ts";
import type { RuleSet } from "../spec/rule.ts";
import type { WriteNode } from "../spec/write.ts";
import type { Effects, SqlEffects } from "../sql-effects.ts";

/**
 * The tables that a handler reads and writes, by itself and by the SQL functions that it calls.
 * @param handler the spec
 * @param sql what the hand-written functions read and write
 */
export function effectsOf(handler: Handler, sql: SqlEffects): Effects {
  const reads = new Set<string>();
  const writes = new Set<string>();
  const collect = (expressions: readonly AnyExpression[]) => {
    for (const each of expressions) {
      walk(each, ({ node }) => {
        if (node.kind === "exists") {
          addTables(node.query.from, reads);
        }
        if (node.kind !== "call" || !node.name.startsWith("em.")) {
          return;
        }
        const called = sql.of(node.name.slice("em.".length));
        for (const table of called.reads) {
          reads.add(table);
        }
        for (const table of called.writes) {
          writes.add(table);
        }
      });
    }
  };
  const visitRuleSet = (ruleSet: RuleSet) => {
    for (const named of ruleSet.reads.values()) {
      if (named.kind === "row") {
        reads.add(named.row.table.name);
      }
      collect(expressionsOfRead(named));
    }
    for (const step of ruleSteps(ruleSet.rules)) {
      visit(step);
    }
  };
  const visit = (step: Step) => {
    collect(expressionsOf(step));
    if (step.kind === "ruleSet") {
      visitRuleSet(step.call.ruleSet);
    }
    if (step.kind === "write") {
      const written = tableOf(step.write.node);
      if (written !== undefined) {
        writes.add(written);
      }
      if (step.write.node.kind === "insertEach") {
        addTables(step.write.node.rows.from, reads);
      }
    }
    if (step.kind === "branch") {
      for (const inner of [...step.steps, ...step.otherwise]) {
        visit(inner);
      }
    }
  };
  for (const named of handler.reads.values()) {
    if (named.kind === "row") {
      reads.add(named.row.table.name);
    }
    collect(expressionsOfRead(named));
  }
  for (const step of [...ruleSteps(handler.rules), ...writeSteps(handler.writes)]) {
    visit(step);
  }
  return { reads, writes };
}

function tableOf(node: WriteNode): string | undefined {
  if (node.kind === "perform") {
    return undefined;
  }
  return node.kind === "put" || node.kind === "update" ? node.row.table.name : node.table.name;
}

function addTables(from: readonly (string | AnyExpression)[], into: Set<string>): void {
  for (const part of from) {
    if (typeof part === "string" && /^[a-z_]+$/.test(part)) {
      into.add(part);
    }
  }
}
