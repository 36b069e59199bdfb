/** Holds the tests against the specs: every handler has tests, and each of its codes stands in them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { anyEntity, type Rule } from "#spec";
import { envelopeRules } from "../../codegen/compiler/envelope.ts";
import { folderOf } from "../../codegen/editions.ts";
import { type DeclaredHandler, loadSpecs } from "../../codegen/specs.ts";

const specs = await loadSpecs();

/** Rule sets that are the same for everybody: tested rule by rule in handlers/common. */
const common = ["in_envelope", "in_object", "signed_for_user"];

const folder = fileURLToPath(new URL(".", import.meta.url));
const texts = new Map<string, string>();

/** The text of a test file, with those of the modules beside it that it takes tables and rows from. */
function textWithImports(file: string): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, "utf8");
  texts.set(file, text);
  const imports = [...text.matchAll(/from "(\.[^"]*)"/g)].map(([, path = ""]) => join(dirname(file), path));
  const all = [text, ...imports.filter((path) => path.startsWith(folder)).map(textWithImports)].join("\n");
  texts.set(file, all);
  return all;
}

/** The texts of the tests in the handler's folder that name its entity type and action. */
function testsOf({ handler, file }: DeclaredHandler): string[] {
  const own = join(folder, dirname(file).replace(/^handlers/, ""));
  if (!existsSync(own)) return [];
  const named = [handler.action, ...(handler.entity === anyEntity ? [] : [String(handler.entity)])];
  return readdirSync(own)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => textWithImports(join(own, name)))
    .filter((text) => named.every((name) => text.includes(`"${name}"`)));
}

/** The codes that rules can give, but for the common rule sets'; those of field tables are tried in fields.test.ts. */
function codesOf(rules: readonly Rule[]): string[] {
  return rules.flatMap(codesOfRule);
}

function codesOfRule(rule: Rule): string[] {
  switch (rule.kind) {
    case "refusal":
      return [rule.code];
    case "conditional":
      return codesOf([...rule.rules, ...rule.otherwise]);
    case "ruleSetCall":
      return common.includes(rule.ruleSet.name) ? [] : codesOf(rule.ruleSet.rules);
    case "fieldCheck":
      return [];
  }
}

/** A test names a code as a whole string, be it as the name of a member. */
function names(text: string, code: string): boolean {
  return new RegExp(`["' ]${code}["':]`).test(text);
}

const all = specs.flatMap(({ edition, handlers }) =>
  handlers.map((declared) => ({ edition, name: declared.name, declared })),
);

describe.each(all)("edition $edition: $name", ({ declared }) => {
  const tests = testsOf(declared);

  test("has tests", () => {
    expect(tests).not.toEqual([]);
  });

  test("has a test for each code", () => {
    const codes = new Set(codesOf([...envelopeRules(declared.handler), ...declared.handler.rules]));
    expect([...codes].filter((code) => !tests.some((text) => names(text, code)))).toEqual([]);
  });
});

const commonRuleSets = specs.flatMap(({ edition, ruleSets }) =>
  ruleSets.filter(({ ruleSet }) => common.includes(ruleSet.name)).map(({ ruleSet }) => ({ edition, ruleSet })),
);

test.each(commonRuleSets)(
  "edition $edition: the rules of $ruleSet.name have a test for each code",
  ({ edition, ruleSet }) => {
    const own = join(folder, folderOf(edition).replace(/^handlers/, ""), "common");
    const text = readdirSync(own)
      .map((name) => textWithImports(join(own, name)))
      .join("\n");
    expect(codesOf(ruleSet.rules).filter((code) => !names(text, code))).toEqual([]);
  },
);
