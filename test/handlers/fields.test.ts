/** Every field of every field table refuses what its column cannot hold, with the code `invalid_<field>` (D5). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Rule } from "#spec";
import type { Edition } from "../../codegen/editions.ts";
import { type DeclaredHandler, loadSpecs } from "../../codegen/specs.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { readRecorded, type Template } from "../fuzz/corpus.ts";
import { atom, parseTree, type Tree, textOf } from "../fuzz/json-tree.ts";
import { recordedFor } from "../fuzz/recorded-for.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { apply, type TriedTransaction, undone } from "../support/procedure.ts";

const specs = await loadSpecs();
let database: TestDatabase;

/** A text that no index holds: too long, and without anything that repeats. */
const longText = Array.from({ length: 1_000 }, (_, index) => ((index * 2_654_435_761) % 2 ** 32).toString(36)).join("");

/** Values of which at least one fits no column. */
const wrong = [
  ...['{"a":1}', "[[1]]", "1.5", "true", "null", '"x"', "2147483648", '"1"', "[]", "{}", '""', "false"],
  ...['"\\u0000"', '{"a":"\\u0000"}', '[{"a":"\\u0000"}]', '["a",1]', "9".repeat(310)],
  ...["9223372036854775808", "1e30", `"${longText}"`, '["\\u0000"]', '"9300000000000"'],
];

/**
 * Fields of which an earlier rule says all, with its code, by edition: where U+0000 makes a name another one, where an app has signed
 * for its address, and where the recorded events are all of tracks.
 */
const judgedBefore: Readonly<Record<Edition, Readonly<Record<string, string>>>> = {
  "2025": {},
  "2026": {
    "developer_app_create.address": "app_signature_invalid",
    "developer_app_update.address": "developer_app_missing",
    "user_create.handle": "handle_characters",
    "user_update.handle": "handle_characters",
  },
  genesis: { "event_create.entity_id": "track_missing" },
};

function checkedFields(rules: readonly Rule[]): string[] {
  return rules.flatMap(checkedBy);
}

function checkedBy(rule: Rule): string[] {
  if (rule.kind === "conditional") {
    return checkedFields([...rule.rules, ...rule.otherwise]);
  }
  if (rule.kind !== "fieldCheck") {
    return [];
  }
  return rule.fields
    .filter((field) => field.wrong !== undefined || field.refusesNulIn !== undefined)
    .map(({ name }) => name);
}

/** Recorded transactions of a handler that are accepted, those with metadata first. */
function basesOf(declared: DeclaredHandler): Template[] {
  return recordedFor(declared)
    .accepted.sort((a, b) => Number(b.metadata !== "") - Number(a.metadata !== ""))
    .slice(0, 20);
}

/** The metadata with one member changed: of the data in an envelope, else of the object itself. */
function withMember(metadata: string, key: string, value: string): string {
  const root = parseTree(metadata) ?? { kind: "object", members: [] };
  const data = memberOf(root, "data") ?? root;
  if (data.kind === "object") {
    data.members.push({ key, value: atom(value) });
  }
  return textOf(root);
}

function memberOf(tree: Tree, key: string): Tree | undefined {
  return tree.kind === "object" ? tree.members.find((member) => member.key === key)?.value : undefined;
}

function triedAs(template: Template): TriedTransaction {
  const { kind = "manage_entity", entity_type, action, signer, metadata, time } = template;
  const ids = { user_id: BigInt(template.user_id), entity_id: BigInt(template.entity_id) };
  return { kind, entity_type, action, signer, metadata, ...ids, time: new Date(time * 1_000).toISOString() };
}

async function codeOf(base: Template, metadata: string): Promise<string | undefined> {
  const refused = await undone(database.client, async () => {
    for (const each of base.earlier ?? []) {
      await apply(database.client, triedAs(each));
    }
    return await apply(database.client, triedAs({ ...base, metadata }));
  });
  return refused?.code;
}

/** The first value, of those that fit no column, that the handler refuses for this field. */
async function refusedValue(declared: DeclaredHandler, field: string): Promise<string | undefined> {
  const expected = judgedBefore[declared.edition][`${declared.name}.${field}`] ?? `invalid_${field}`;
  for (const base of basesOf(declared)) {
    for (const value of wrong) {
      const code = await codeOf(base, withMember(base.metadata, field, value));
      if (code === expected) {
        return value;
      }
    }
  }
  return undefined;
}

describe.each(specs)("edition $edition", ({ edition, handlers }) => {
  const live = edition === "genesis" ? "2026" : edition;
  const checking = handlers
    .map((declared) => ({ name: declared.name, declared, fields: checkedFields(declared.handler.rules) }))
    .filter(({ fields }) => fields.length > 0);

  beforeAll(async () => {
    database = await freshDatabase(live);
    const { world } = readRecorded(live);
    await loadRows(database.client, await readTableShapes(database.client), world, "world.json");
  });

  afterAll(() => database.drop());

  describe.each(checking)("$name", ({ declared, fields }) => {
    test.each([...new Set(fields)])("invalid_%s", async (field) => {
      expect(await refusedValue(declared, field)).toBeDefined();
    });
  });
});
