/** Pairs that no handler claims: counted by name when they are live, refused in the genesis range. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, seed, type TriedTransaction, undone } from "../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await seed(database.client, { users: [1, 2].map((user_id) => ({ user_id, wallet: `0x${user_id}` })) });
});

afterAll(() => database.drop());

const genesis = "manage_entity_migration" as const;
const pair = { user_id: 1, entity_id: 2, signer: "0x1" };

/** The code of a transaction, and what there is of it in the tables. */
async function outcome(tried: TriedTransaction): Promise<unknown> {
  return await undone(database.client, async () => {
    const code = (await apply(database.client, tried))?.code ?? null;
    const { rows } = await database.client.query(
      `select (select count(*)::integer from etl_manage_entities) as raw,
              (select handler from em_rejections) as rejection,
              (select em_block is not null from core_indexed_blocks) as has_em_block,
              (select count(*)::integer from follows) + (select count(*)::integer from muted_users) as written`,
    );
    return { code, ...rows[0] };
  });
}

test.each([
  ["situation 14: MutedUser", { ...pair, entity_type: "MutedUser", action: "Mute" }],
  ["situation 94: Tip", { ...pair, entity_type: "Tip", action: "Update" }],
  ["Collectibles", { ...pair, entity_type: "Collectibles", action: "Create" }],
  ["user, in another case", { ...pair, entity_type: "user", action: "Mute" }],
])("%s is neither applied nor refused when it is live", async (_, tried) => {
  expect(await outcome(tried)).toEqual({ code: null, raw: 1, rejection: null, has_em_block: true, written: 0 });
});

test.each([
  ["situation 13: MutedUser", { ...pair, entity_type: "MutedUser", action: "Mute" }],
  ["situation 94: Tip", { ...pair, entity_type: "Tip", action: "Update" }],
])("%s is refused in the genesis range: no_handler", async (_, tried) => {
  const refused = { code: "no_handler", raw: 1, rejection: "unrouted", has_em_block: true, written: 0 };
  expect(await outcome({ ...tried, kind: genesis })).toEqual(refused);
});

test.each(["manage_entity", genesis] as const)("a pair that a handler claims is applied as %s", async (kind) => {
  const applied = { code: null, raw: 1, rejection: null, has_em_block: true, written: 1 };
  expect(await outcome({ ...pair, entity_type: "User", action: "Follow", kind })).toEqual(applied);
});
