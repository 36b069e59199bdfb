/**
 * NaN and the infinities, which Python's JSON has: such metadata parses, and refuses only where the number would be stored or compared
 * (decisions.md, "Metadata").
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadRows } from "../../../conformance/runner/start-state.ts";
import { readTableShapes } from "../../../conformance/runner/table-shapes.ts";
import { coveredTables } from "../../../conformance/runner/written-tables.ts";
import { readCorpus, type Template } from "../../../fuzz/corpus.ts";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";
import { apply, enveloped, undone } from "../../../support/procedure.ts";

const corpus = readCorpus();
let database: TestDatabase;
let tables: readonly string[];

beforeAll(async () => {
  database = await freshDatabase("2025");
  const shapes = await readTableShapes(database.client);
  tables = coveredTables.filter((table) => shapes.has(table));
  await loadRows(database.client, shapes, corpus.world, "world.json");
});

afterAll(() => database.drop());

const [update] = corpus.templates.filter(
  ({ entity_type, action, alone, accepted }) => entity_type === "User" && action === "Update" && alone && accepted,
);

/** Applies a recorded transaction with other metadata; gives the code with which it is refused. */
async function refusal(template: Template, metadata: string): Promise<string | undefined> {
  const refused = await apply(database.client, {
    entity_type: template.entity_type,
    action: template.action,
    signer: template.signer,
    user_id: BigInt(template.user_id),
    entity_id: BigInt(template.entity_id),
    time: new Date(template.time * 1000).toISOString(),
    metadata,
  });
  return refused?.code;
}

describe("a number that is not finite", () => {
  test.each([
    ["in a member that nothing reads", { extra: "@" }, undefined],
    ["in a checked text", { name: "@" }, "invalid_name"],
    ["in an unchecked text", { website: "@" }, "invalid_website"],
    ["in a list for an unchecked text", { website: [1, "@"] }, "invalid_website"],
    ["in a flag", { is_deactivated: "@" }, "invalid_is_deactivated"],
    ["in an integer", { primary_id: "@" }, "invalid_primary_id"],
    ["in a list of integers", { secondary_ids: [1, "@"] }, "invalid_secondary_ids"],
    ["in jsonb", { playlist_library: "@" }, "invalid_playlist_library"],
    ["deep in jsonb", { playlist_library: { contents: [{ a: ["@"] }] } }, "invalid_playlist_library"],
  ])("%s", async (_, data, code) => {
    if (update === undefined) {
      throw new Error("the recorded cases have no User Update");
    }
    for (const number of ["NaN", "Infinity", "-Infinity", "1e400"]) {
      const metadata = enveloped(data).replace('"@"', number);
      expect([number, await undone(database.client, () => refusal(update, metadata))]).toEqual([number, code]);
    }
  });
});

/** The metadata once for each number, string and flag in it, with NaN in its place; the items of a list are alike, so two will do. */
function withNaN(metadata: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(metadata);
  } catch {
    return [];
  }
  const marked = (value: unknown): unknown[] => {
    if (Array.isArray(value)) {
      return value.slice(0, 2).flatMap((item, at) => marked(item).map((one) => value.with(at, one)));
    }
    if (typeof value !== "object" || value === null) {
      return ["@NaN@"];
    }
    return Object.entries(value).flatMap(([name, member]) => marked(member).map((one) => ({ ...value, [name]: one })));
  };
  return marked(parsed).map((one) => JSON.stringify(one).replace('"@NaN@"', "NaN"));
}

/** Tables that hold a number as large as what stands for one that is not finite. */
async function stored(): Promise<string[]> {
  const parts = tables.map(
    (table) =>
      `select '${table}' as name where exists (select from ${table} where position(repeat('0', 300) in to_jsonb(${table})::text) > 0)`,
  );
  const { rows } = await database.client.query<{ name: string }>(parts.join(" union all "));
  return rows.map(({ name }) => name);
}

test("is stored nowhere, in whichever member of recorded metadata it stands", async () => {
  const families = new Map<string, Template>();
  for (const template of corpus.templates.filter(({ alone, accepted }) => alone && accepted)) {
    const family = `${template.entity_type} ${template.action}`;
    if (template.metadata.length > (families.get(family)?.metadata.length ?? 0)) {
      families.set(family, template);
    }
  }
  let accepted = 0;
  for (const [family, template] of families) {
    for (const metadata of withNaN(template.metadata)) {
      await undone(database.client, async () => {
        if ((await refusal(template, metadata)) !== undefined) {
          return;
        }
        accepted++;
        expect([family, metadata, await stored()]).toEqual([family, metadata, []]);
      });
    }
  }
  // Else this says little.
  expect(families.size).toBeGreaterThan(50);
  expect(accepted).toBeGreaterThan(50);
});
