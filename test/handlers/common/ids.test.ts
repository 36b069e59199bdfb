import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { apply, undone } from "../../support/procedure.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

const mute = { entity_type: "Track", action: "Mute", user_id: 1, entity_id: 1, signer: "anybody" };
const last = 2n ** 31n - 1n;
const first = -(2n ** 31n);

test.each([{ user_id: last }, { user_id: first }, { entity_id: last }, { entity_id: first }])(
  "ids of 32 bits are stored: %o",
  async (changes) => {
    expect(await undone(database.client, () => apply(database.client, { ...mute, ...changes }))).toBeNull();
  },
);

test.each([
  ["user_id_out_of_range", { user_id: last + 1n }],
  ["user_id_out_of_range", { user_id: first - 1n }],
  ["entity_id_out_of_range", { entity_id: last + 1n }],
  ["entity_id_out_of_range", { entity_id: first - 1n }],
  ["user_id_out_of_range", { user_id: 2n ** 63n - 1n, entity_id: -(2n ** 63n) }],
])("%s: %o", async (code, changes) => {
  const refused = await undone(database.client, () => apply(database.client, { ...mute, ...changes }));
  expect(refused?.code).toBe(code);
});
