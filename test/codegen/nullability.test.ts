import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeclaredFunction, declaredFunctions } from "../../codegen/spec/function.ts";
import { loadSpecs } from "../../codegen/specs.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

/** Values of each type that specs hand to functions, as SQL. */
const samples: Readonly<Record<string, readonly string[]>> = {
  boolean: ["true", "false"],
  integer: ["0", "7", "-1"],
  bigint: ["0", "7", "3000000000"],
  text: ["''", "'a b'", "'7'", "'2026-06-01T12:00:00Z'"],
  jsonb: ["null", "true", "0", "1.5", '""', '"a"', '"7"', "[]", "[1]", '["a", null]', "{}", '{"a": 1}'].map(
    (json) => `'${json}'`,
  ),
  "timestamp without time zone": ["'2026-06-01'"],
};

/** Every way to call a function with a sample for each parameter, NULL too where the declaration lets it in. */
function callsOf({ name, parameters }: DeclaredFunction): string[] {
  const lists = parameters.map(({ sqlType, nullable }) => [
    ...(samples[sqlType] ?? []).map((value) => `${value}::${sqlType}`),
    ...(nullable ? [`null::${sqlType}`] : []),
  ]);
  const argumentLists = lists.reduce<string[][]>(
    (all, values) => all.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
  return argumentLists.map((each) => `${name}(${each.join(", ")})`);
}

describe("a function that specs declare as a judgement", async () => {
  let database: TestDatabase;
  await loadSpecs();
  const judgements = declaredFunctions().filter(
    ({ name, result }) => name.startsWith("em.") && result.sqlType === "boolean" && !result.nullable,
  );

  beforeAll(async () => {
    database = await freshDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  it.each(judgements)("$name is never unknown: the compiler leaves `is not true` away", async (declared) => {
    const calls = callsOf(declared);
    const { rows } = await database.client.query<{ call: string }>(
      `select call from (values ${calls.map((call) => `(${quoted(call)}, ${call})`).join(", ")}) as tried (call, result)
       where result is null`,
    );
    expect(calls.length).toBeGreaterThan(0);
    expect(rows).toEqual([]);
  });
});

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
