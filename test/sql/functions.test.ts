/** Functions of one argument, by vectors: each was given to the Python reference, and must give the same here. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { functionVectors, readVectors } from "./vectors.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
});

/** The results of a function as JSON has them; numbers beyond a double's precision as text. */
async function results(name: string, type: string, values: readonly string[]): Promise<unknown[]> {
  const { rows } = await database.client.query<{ result: unknown }>(
    `select case when pg_typeof(result)::text in ('boolean', 'integer') then to_jsonb(result) else to_jsonb(result::text) end
              as result
       from unnest($1::text[]) with ordinality as given (value, place),
            lateral (select em.${name}(given.value::${type}) as result) as called
      order by place`,
    [values],
  );
  return rows.map(({ result }) => result);
}

describe.each([
  { file: "text-functions.json", type: "text" },
  { file: "json-functions.json", type: "jsonb" },
])("$type", ({ file, type }) => {
  it.each(readVectors(file, functionVectors))("em.$function", async ({ function: name, vectors }) => {
    const expected = vectors.map(([value, result]) => ({ value, result }));
    const given = await results(
      name,
      type,
      vectors.map(([value]) => value),
    );
    expect(vectors.map(([value], index) => ({ value, result: given[index] }))).toEqual(expected);
  });
});

it("em.python_equal", async () => {
  for (const [first, second, equal] of readVectors(
    "equal-json.json",
    z.array(z.tuple([z.string(), z.string(), z.boolean()])),
  )) {
    const { rows } = await database.client.query("select em.python_equal($1, $2) as equal", [first, second]);
    expect({ first, second, rows }).toEqual({ first, second, rows: [{ equal }] });
  }
});
