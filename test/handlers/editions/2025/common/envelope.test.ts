import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callProcedure } from "../../../../support/call-procedure.ts";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, { users: [{ user_id: 1, wallet: "0xuser", handle: "user" }] });
});

afterAll(async () => {
  await database.drop();
});

/** An action whose metadata comes in an envelope, and one whose metadata is the object itself. */
const forms = [
  { form: "in an envelope", tried: { user_id: 1, signer: "0xuser", entity_type: "User", action: "Update" } },
  { form: "without an envelope", tried: { user_id: 1, signer: "0xuser", entity_type: "Grant", action: "Create" } },
];

describe.each(forms)("metadata $form", ({ form, tried }) => {
  const shape: [code: string, metadata: string][] = [
    ["metadata_not_json", "{"],
    ["metadata_not_json", '{"cid":"x","data":nan}'],
    ["metadata_not_json", '\ufeff{"cid":"x","data":{}}'],
    ["metadata_not_object", "[]"],
    ["metadata_not_object", "null"],
    ["metadata_too_deep", `${"[".repeat(4_001)}${"]".repeat(4_001)}`],
  ];
  const envelope: [code: string, metadata: string][] = [
    ["metadata_not_enveloped", '{"data":{}}'],
    ["metadata_not_enveloped", '{"cid":"x"}'],
    ["metadata_data_not_object", '{"cid":"x","data":[]}'],
    ["metadata_data_not_object", '{"cid":"x","data":null}'],
    ["metadata_data_not_object", '{"cid":"x","data":NaN}'],
  ];
  test.each(form === "in an envelope" ? [...shape, ...envelope] : shape)("%s: %.40s", async (code, metadata) => {
    const refused = await undone(database.client, () => apply(database.client, { ...tried, metadata }));
    expect(refused?.code).toBe(code);
  });

  test("metadata_too_large", async () => {
    const block = { number: 1, hash: "0xb", time: "2026-06-01", height: 1, chain_id: "em-test" };
    const transaction = {
      ...tried,
      index: 0,
      hash: "0xt",
      entity_id: 1,
      metadata: "{",
      json_error: "metadata_too_large",
    };
    const procedure = form === "in an envelope" ? "user_update" : "grant_create";
    const refused = await callProcedure(database.client, { edition: "2025", name: procedure }, block, transaction);
    expect(refused?.code).toBe("metadata_too_large");
  });
});

test.each([
  ["of two members with one name the last counts", '{"cid":"x","data":{"bio":"no","bio":"yes"}}', "yes"],
  ["depth and length alone refuse nothing", enveloped({ bio: "yes", x: "y".repeat(200_000), deep: deep(900) }), "yes"],
  ["U+0000 and lone surrogates go", '{"cid":"x","data":{"bio":"y\\u0000e\\ud800s"}}', "yes"],
])("%s", async (_, metadata, bio) => {
  await undone(database.client, async () => {
    const update = { user_id: 1, signer: "0xuser", entity_type: "User", action: "Update", metadata };
    expect(await apply(database.client, update)).toBeNull();
    expect((await database.client.query("select bio from users")).rows).toEqual([{ bio }]);
  });
});

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
