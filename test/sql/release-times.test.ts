/** The forms in which a release date may be given. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

test.each<[value: unknown, time: string | null]>([
  ["2026-12-24T18:00:00Z", "2026-12-24 18:00:00"],
  ["2026-12-24T18:00:00+02:00", "2026-12-24 16:00:00"],
  ["2026-12-24T18:00:00.1234567Z", "2026-12-24 18:00:00.123456"],
  ["2026-12-24T18:00:00", null],
  ["2026-12-24 18:00:00", null],
  ["2026-12-24", null],
  ["2026-02-30T18:00:00Z", null],
  ["Thu Dec 24 2026 18:00:00 GMT+0200", "2026-12-24 16:00:00"],
  ["fri DEC 24 2026 8:00:00.5 GMT-0130", "2026-12-24 09:30:00.5"],
  ["Thu Dec 24 2026 18:00:00 GMT+0200 (Eastern European Standard Time)", null],
  ["Thx Dec 24 2026 18:00:00 GMT+0200", null],
  ["Thu Dek 24 2026 18:00:00 GMT+0200", null],
  ["Thu Dec 4 2026 18:00:00 GMT+0200", null],
  ["Thu Dec 24 2026 18:00:00 gmt+0200", null],
  ["Thu Dec 24 2026 18:00:00 GMT+2500", null],
  ["1798135200", "2026-12-24 18:00:00"],
  ["+001798135200", "2026-12-24 18:00:00"],
  ["-1", "1969-12-31 23:59:59"],
  ["1798135200000", "58950-08-21 00:00:00"],
  ["9224318015999", "294276-12-31 23:59:59"],
  ["9224318016000", "infinity"],
  ["-9223372036854775808", "infinity"],
  ["9223372036854775808", null],
  ["1798135200.5", null],
  ["", null],
  [1_798_135_200, null],
  [null, null],
  [["1798135200"], null],
])("%j is %s", async (value, time) => {
  const { rows } = await database.client.query<{ time: string | null }>("select em.release_time($1)::text as time", [
    JSON.stringify(value),
  ]);
  expect(rows[0]?.time).toBe(time);
});
