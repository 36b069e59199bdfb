/** The row of blocks that a block with ManageEntity transactions gets, on a database of either time. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { apply } from "../support/procedure.ts";

let database: TestDatabase;
const tried = { entity_type: "Nothing", action: "Nothing", user_id: 1, signer: "" };

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function blocks(columns: string): Promise<unknown[]> {
  const { rows } = await database.client.query(`select ${columns} from blocks order by number`);
  return rows;
}

test("is_current moves on, and goes on without a halt when production drops the column", async () => {
  await apply(database.client, tried);
  await apply(database.client, tried);
  expect(await blocks("number, parenthash, is_current")).toEqual([
    { number: 1, parenthash: null, is_current: false },
    { number: 2, parenthash: "0xblock1", is_current: true },
  ]);
  await database.client.query("alter table blocks drop column is_current");
  await apply(database.client, tried);
  await apply(database.client, tried);
  expect(await blocks("number, parenthash")).toEqual([
    { number: 1, parenthash: null },
    { number: 2, parenthash: "0xblock1" },
    { number: 3, parenthash: "0xblock2" },
    { number: 4, parenthash: "0xblock3" },
  ]);
});
