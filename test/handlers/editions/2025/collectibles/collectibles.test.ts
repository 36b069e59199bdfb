import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, {
    users: [
      { user_id: 1, wallet: "0xuser", has_collectibles: false },
      { user_id: 2, wallet: "0xother", has_collectibles: true },
    ],
    collectibles: [{ user_id: 2, data: { old: {} }, blocknumber: 0 }],
  });
});

afterAll(async () => {
  await database.drop();
});

const shown = { order: ["a"], a: { weight: 1.5 } };
const first = { user_id: 1, signer: "0xuser" };
const again = { user_id: 2, signer: "0xother" };

describe.each(["Create", "Update"])("Collectibles %s", (action) => {
  const transaction = { ...first, entity_type: "Collectibles", action, metadata: enveloped({ collectibles: shown }) };

  test.each([
    ["shows collectibles", first, shown, true],
    ["replaces collectibles", again, shown, true],
    ["shows none", again, {}, false],
  ])("%s; of the user's row has_collectibles changes alone", async (_, who, collectibles, has_collectibles) => {
    await undone(database.client, async () => {
      const metadata = enveloped({ collectibles });
      expect(await apply(database.client, { ...transaction, ...who, metadata })).toBeNull();
      const kept = await database.client.query(
        "select to_jsonb(collectibles) as row from collectibles where user_id = $1",
        [who.user_id],
      );
      expect(kept.rows).toEqual([
        {
          row: {
            user_id: who.user_id,
            data: collectibles,
            blockhash: "0xblock1",
            blocknumber: 1,
            created_at: "2026-06-01T12:00:00+00:00",
            updated_at: "2026-06-01T12:00:00+00:00",
          },
        },
      ]);
      const { rows } = await database.client.query("select has_collectibles, txhash from users where user_id = $1", [
        who.user_id,
      ]);
      expect(rows).toEqual([{ has_collectibles, txhash: "0xseed" }]);
    });
  });

  test.each([
    ["metadata_missing", { metadata: "" }],
    ["metadata_not_enveloped", { metadata: "{}" }],
    ["metadata_data_not_object", { metadata: enveloped(null) }],
    ["user_missing", { user_id: 99 }],
    ["signer_not_authorized", { signer: "0xother" }],
    ["collectibles_not_object", { metadata: enveloped({ collectibles: ["a"] }) }],
    ["invalid_collectibles", { metadata: enveloped({ collectibles: { "a\0": 1 } }) }],
    [
      action === "Create" ? "metadata_without_changes" : "collectibles_not_object",
      { metadata: enveloped({ collectibles: null }) },
    ],
    [
      action === "Create" ? undefined : "contents_not_fetchable",
      { metadata: enveloped({ collectibles: shown, playlist_contents: 5 }) },
    ],
  ])("%s", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...transaction, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
