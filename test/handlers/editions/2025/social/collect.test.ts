import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../../support/database.ts";
import { apply, enveloped, seed, undone } from "../../../../support/procedure.ts";
import { artist, fan, socialRows } from "./seed.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase("2025");
  await seed(database.client, socialRows);
});

afterAll(async () => {
  await database.drop();
});

const about = { ...fan, entity_type: "Track", entity_id: 10 };

interface Done {
  readonly action: string;
  readonly metadata?: string;
}

/** The rows of a table after these actions, each in a block of its own. */
async function rowsAfter(table: string, target: object, done: readonly Done[]): Promise<unknown[]> {
  return await undone(database.client, async () => {
    for (const each of done) {
      expect(await apply(database.client, { ...about, ...target, ...each })).toBeNull();
    }
    const { rows } = await database.client.query<{ row: unknown }>(
      `select to_jsonb(each) - 'slot' as row from ${database.client.escapeIdentifier(table)} as each order by blocknumber`,
    );
    return rows.map(({ row }) => row);
  });
}

const stamp = (block: number) => ({
  user_id: fan.user_id,
  is_current: true,
  txhash: `0xtx${block}`,
  blockhash: `0xblock${block}`,
  blocknumber: block,
  created_at: "2026-06-01T12:00:00",
});

const kinds = [
  { does: "Save", undoes: "Unsave", table: "saves", noun: "save", flag: "is_save_of_repost" },
  { does: "Repost", undoes: "Unrepost", table: "reposts", noun: "repost", flag: "is_repost_of_repost" },
];

describe.each(kinds)("$does and $undoes", ({ does, undoes, table, noun, flag }) => {
  const item = (id: number, type: string) => ({ [`${noun}_item_id`]: id, [`${noun}_type`]: type });

  test.each([
    ["Track", 10],
    ["Track", 11],
    ["Playlist", 20],
    ["Playlist", 21],
  ])("%s %i", async (entity_type, entity_id) => {
    const target = { entity_type, entity_id };
    const common = { ...item(entity_id, entity_type.toLowerCase()), ...stamp(1), [flag]: false };
    expect(await rowsAfter(table, target, [{ action: does }])).toEqual([{ ...common, is_delete: false }]);
    expect(await rowsAfter(table, target, [{ action: undoes }])).toEqual([{ ...common, is_delete: true }]);
  });

  test.each<[string[], boolean, number]>([
    [[does, does], false, 1],
    [[undoes, undoes], true, 1],
    [[does, undoes], true, 2],
    [[does, undoes, does], false, 3],
  ])("%j", async (actions, is_delete, block) => {
    const rows = await rowsAfter(
      table,
      {},
      actions.map((action) => ({ action })),
    );
    expect(rows).toEqual([{ ...item(10, "track"), ...stamp(block), [flag]: false, is_delete }]);
  });

  test.each([
    [`{"${flag}":true}`, true],
    [`{"${flag}":"no"}`, true],
    [`{"${flag}":"\\ud800"}`, true],
    [`{"${flag}":0}`, false],
    [`{"${flag}":""}`, false],
    [enveloped({ [flag]: true }), false],
    ["not JSON", false],
  ])("the flag in %s is %s", async (metadata, expected) => {
    expect(await rowsAfter(table, {}, [{ action: does, metadata }])).toMatchObject([{ [flag]: expected }]);
  });
});

describe("Share", () => {
  test("is a row, as often as it comes (S2)", async () => {
    const share = { action: "Share", metadata: enveloped({ title: "x" }) };
    const rows = await rowsAfter("shares", {}, [share, { action: "Share" }]);
    const item = { user_id: fan.user_id, share_item_id: 10, share_type: "track" };
    expect(rows).toMatchObject([
      { ...item, txhash: "0xtx1", blockhash: "0xblock1", blocknumber: 1, created_at: "2026-06-01T12:00:00" },
      { ...item, txhash: "0xtx2", blockhash: "0xblock2", blocknumber: 2, created_at: "2026-06-01T12:00:00" },
    ]);
  });

  test("takes playlists, too", async () => {
    const share = { action: "Share", metadata: enveloped({ playlist_name: "x" }) };
    const rows = await rowsAfter("shares", { entity_type: "Playlist", entity_id: 21 }, [share]);
    expect(rows).toMatchObject([{ share_item_id: 21, share_type: "playlist" }]);
  });

  test.each([
    ["metadata_not_json", { metadata: "{" }],
    ["metadata_without_changes", { metadata: enveloped({ playlist_name: "x" }) }],
    ["metadata_without_changes", { entity_type: "Playlist", entity_id: 20, metadata: enveloped({ title: "x" }) }],
  ])("%s: %o", async (code, changes) => {
    const tried = { ...about, action: "Share", ...changes };
    expect((await undone(database.client, () => apply(database.client, tried)))?.code).toBe(code);
  });
});

describe.each(["Save", "Unsave", "Repost", "Unrepost", "Share"])("%s", (action) => {
  test.each([
    ["signer_not_authorized", { signer: "0xother" }],
    ["target_type_unknown", { entity_type: "User", entity_id: artist }],
    ["target_type_unknown", { entity_type: "Comment", entity_id: 30 }],
    ["target_missing", { entity_id: 20 }],
    ["target_missing", { entity_id: 13 }],
    ["target_missing", { entity_id: 2n ** 31n }],
    ["target_missing", { entity_type: "Playlist" }],
    ["own_item", { entity_id: 12 }],
    ["own_item", { entity_type: "Playlist", entity_id: 22 }],
  ])("%s: %o", async (code, changes) => {
    const refused = await undone(database.client, () => apply(database.client, { ...about, action, ...changes }));
    expect(refused?.code).toBe(code);
  });
});
