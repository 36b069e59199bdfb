import type { ExpressionPrinter } from "../compiler/print.ts";
import type { AnyExpression, Expression } from "../spec/expression.ts";
import type { Position } from "../spec/position.ts";
import type { Rule } from "../spec/rule.ts";
import { hasMetadata } from "../spec/transaction.ts";

/**
 * A rule as lines of Markdown, those under a condition below it.
 * @param printer prints the expressions of the handler or rule set to which the rule belongs
 * @param depth how many conditions it stands under
 */
export function ruleLines(rule: Rule, printer: ExpressionPrinter, depth: number): string[] {
  const pad = "  ".repeat(depth);
  switch (rule.kind) {
    case "refusal":
      return [`${pad}- ${link(rule.code, rule.position)} ${reasonText(rule.reason, printer)}`];
    case "ruleSetCall":
      return [`${pad}- the rules [${rule.ruleSet.name}](#rules-${rule.ruleSet.name})`];
    case "fieldCheck": {
      const names = rule.fields.filter(({ wrong, refusesNulIn }) => wrong !== undefined || refusesNulIn !== undefined);
      if (names.length === 0) {
        return [];
      }
      return [
        `${pad}- ${link("invalid_‹field›", rule.position)} a value that its column cannot hold: ${names.map(({ name }) => `\`${name}\``).join(", ")}`,
      ];
    }
    case "conditional":
      return [
        `${pad}- where ${conditionText(rule.condition, printer)}:`,
        ...rule.rules.flatMap((inner) => ruleLines(inner, printer, depth + 1)),
        ...(rule.otherwise.length === 0
          ? []
          : [`${pad}- otherwise:`, ...rule.otherwise.flatMap((inner) => ruleLines(inner, printer, depth + 1))]),
      ];
  }
}

function link(code: string, position: Position): string {
  return `[\`${code}\`](${place(position)})`;
}

/** The address of a place, as docs/ links to it. */
export function place(position: Position): string {
  const [file = "", line = ""] = position.split(":");
  return `../${file}#L${line}`;
}

/** The reason with the names of what is filled in: "track ‹entity_id› does not exist". */
export function reasonText(reason: Expression<string>, printer: ExpressionPrinter): string {
  const { node } = reason;
  if (node.kind === "literal") {
    return String(node.value);
  }
  if (node.kind !== "call" || node.name !== "format") {
    return `\`${oneLine(reason, printer)}\``;
  }
  const [pattern, ...values] = node.args;
  const text = pattern?.node.kind === "literal" ? String(pattern.node.value) : "";
  let index = 0;
  return text
    .replaceAll("%s", () => {
      const value = values[index++];
      return value === undefined ? "" : `‹${nameOf(value, printer)}›`;
    })
    .replaceAll("%%", "%");
}

function conditionText(condition: Expression<boolean | null>, printer: ExpressionPrinter): string {
  return condition === hasMetadata ? "there is metadata" : `\`${oneLine(condition, printer)}\``;
}

/** What is filled into a reason, by a short name: a column, a member of the metadata, or the function that gives it. */
function nameOf(value: AnyExpression, printer: ExpressionPrinter): string {
  const { node } = value;
  if (node.kind === "call" && node.name.startsWith("em.")) {
    const [first] = node.args;
    return node.name === "em.text" && first !== undefined ? nameOf(first, printer) : node.name.slice("em.".length);
  }
  if (node.kind === "column" || node.kind === "reference") {
    return oneLine(value, printer).replace(/^.*\./, "");
  }
  return oneLine(value, printer);
}

/** An expression for readers who know no SQL: `data -> 'mentions'` is metadata.mentions. */
function oneLine(expression: AnyExpression, printer: ExpressionPrinter): string {
  return printer
    .text(expression)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\b(data|tx\.json)(?= ->)/g, "metadata")
    .replaceAll(/ -> '([a-z_]+)'/g, ".$1")
    .replaceAll(/\bem\./g, "");
}
