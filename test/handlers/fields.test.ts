/** Every field of every field table refuses what its column cannot hold, with the code `invalid_<field>` (D5). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anyEntity, type Rule } from "#spec";
import { type DeclaredHandler, loadSpecs } from "../../codegen/specs.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { readCorpus, type Template } from "../fuzz/corpus.ts";
import { atom, parseTree, type Tree, textOf } from "../fuzz/json-tree.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { apply, undone } from "../support/procedure.ts";

// The recorded cases in test/data are of this edition.
const handlers = (await loadSpecs()).find(({ edition }) => edition === "2025")?.handlers ?? [];
const corpus = readCorpus();
let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await loadRows(database.client, await readTableShapes(database.client), corpus.world, "world.json");
});

afterAll(async () => {
  await database.drop();
});

/** Values of which at least one fits no column. */
const wrong = [
  ...['{"a":1}', "[[1]]", "1.5", "true", "null", '"x"', "2147483648", '"1"', "[]", "{}", '""', "false"],
  ...['"\\u0000"', '{"a":"\\u0000"}', '[{"a":"\\u0000"}]', '["a",1]', "9".repeat(310)],
];

/** Fields of which an earlier rule of the handler says all, with its code. */
const judgedBefore: Readonly<Record<string, string>> = { title: "title_missing", genre: "genre_unknown" };

function checkedFields(rules: readonly Rule[]): string[] {
  return rules.flatMap(checkedBy);
}

function checkedBy(rule: Rule): string[] {
  if (rule.kind === "conditional") return checkedFields([...rule.rules, ...rule.otherwise]);
  if (rule.kind !== "fieldCheck") return [];
  return rule.fields
    .filter((field) => field.wrong !== undefined || field.refusesNulIn !== undefined)
    .map(({ name }) => name);
}

/** Recorded transactions of a handler that are accepted, those with metadata first. */
function basesOf({ handler }: DeclaredHandler): Template[] {
  return corpus.templates
    .filter(
      (template) =>
        template.alone &&
        template.accepted &&
        template.action === handler.action &&
        (handler.entity === anyEntity || template.entity_type === handler.entity),
    )
    .sort((a, b) => Number(b.metadata !== "") - Number(a.metadata !== ""))
    .slice(0, 20);
}

/** The metadata with one member changed: of the data in an envelope, else of the object itself. */
function withMember(metadata: string, key: string, value: string): string {
  const root = parseTree(metadata) ?? { kind: "object", members: [] };
  const data = memberOf(root, "data") ?? root;
  if (data.kind === "object") data.members.push({ key, value: atom(value) });
  return textOf(root);
}

function memberOf(tree: Tree, key: string): Tree | undefined {
  return tree.kind === "object" ? tree.members.find((member) => member.key === key)?.value : undefined;
}

async function codeOf(base: Template, metadata: string): Promise<string | undefined> {
  const { entity_type, action, signer, time } = base;
  const refused = await undone(database.client, () =>
    apply(database.client, {
      entity_type,
      action,
      signer,
      metadata,
      user_id: BigInt(base.user_id),
      entity_id: BigInt(base.entity_id),
      time: new Date(time * 1_000).toISOString(),
    }),
  );
  return refused?.code;
}

/** The first value, of those that fit no column, that the handler refuses for this field. */
async function refusedValue(bases: readonly Template[], field: string): Promise<string | undefined> {
  const expected = judgedBefore[field] ?? `invalid_${field}`;
  for (const base of bases) {
    for (const value of wrong) {
      const code = await codeOf(base, withMember(base.metadata, field, value));
      if (code === expected) return value;
    }
  }
  return undefined;
}

const checking = handlers
  .map((declared) => ({ name: declared.name, declared, fields: checkedFields(declared.handler.rules) }))
  .filter(({ fields }) => fields.length > 0);

describe.each(checking)("$name", ({ declared, fields }) => {
  const bases = basesOf(declared);
  test.each([...new Set(fields)])("invalid_%s", async (field) => {
    expect(await refusedValue(bases, field)).toBeDefined();
  });
});
