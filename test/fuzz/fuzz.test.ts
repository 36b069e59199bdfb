import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { describeFuzzFailure, fuzz } from "./fuzz.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test("random transactions are applied or refused with a code, and always alike", async () => {
  const { tally, failure } = await fuzz(database.client, { seed: 20_261_124, transactions: 240 });
  expect(failure === undefined ? "" : describeFuzzFailure(failure)).toBe("");
  // A fuzzer all of whose transactions fail at the door tries nothing.
  expect(tally.applied).toBeGreaterThan(40);
  expect(tally.codes.size).toBeGreaterThan(40);
});
