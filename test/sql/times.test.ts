import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { readVectors } from "./vectors.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
});

it("reads ISO times as Python and Postgres both do, and refuses what either refuses", async () => {
  const vectors = readVectors(
    "iso-datetimes.json",
    z.array(z.tuple([z.string(), z.string().nullable(), z.string().nullable()])),
  );
  const { rows } = await database.client.query<{ written: string | null; instant: string | null }>(
    `select em.iso_datetime(value)::text as written, em.iso_instant(value)::text as instant
       from unnest($1::text[]) with ordinality as given (value, place) order by place`,
    [vectors.map(([value]) => value)],
  );
  expect(vectors.map(([value], index) => [value, rows[index]?.written, rows[index]?.instant])).toEqual(vectors);
});

describe("em.release_date", () => {
  it.each([
    { value: "2026-12-01T10:11:12.131Z", date: "2026-12-01 10:11:12.131", outOfRange: false },
    { value: "99999999999999999999", date: null, outOfRange: true },
    { value: "253402300800", date: null, outOfRange: false },
    { value: "someday", date: null, outOfRange: false },
    { value: null, date: null, outOfRange: false },
  ])("of $value", async ({ value, date, outOfRange }) => {
    const { rows } = await database.client.query(
      `select nullif(em.release_date($1), 'infinity')::text as date, em.release_date($1) is not distinct from 'infinity' as "outOfRange"`,
      [value],
    );
    expect(rows).toEqual([{ date, outOfRange }]);
  });
});

it("takes seconds too small for a double for none", async () => {
  const { rows } = await database.client.query("select em.time_of_unix_seconds(1e-400)::text as time");
  expect(rows).toEqual([{ time: "1970-01-01 00:00:00" }]);
});
