/** What holds for all functions: none throws on any text or JSON, and those for the hot path are inlined. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, sep } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const root = fileURLToPath(new URL("../../sql/functions/", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".sql"))
  .map((path) => path.replaceAll(sep, "/"))
  .sort()
  .map((path) => ({ path, name: basename(path, ".sql").replaceAll("-", "_") }));

/** The folders of functions that only compute: what they are given may be anything. */
const computing = [
  "access",
  "column",
  "comment",
  "event",
  "json",
  "metadata",
  "python",
  "slug",
  "text",
  "time",
  "track",
  "user",
];

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
});

/** Names of the computing functions with exactly one argument, of this type. */
async function functionsOf(type: string): Promise<string[]> {
  const { rows } = await database.client.query<{ name: string }>(
    `select proname as name from pg_proc
      where pronamespace = 'em'::regnamespace and proname = any ($1) and pronargs = 1 and proargtypes[0] = $2::regtype
      order by proname`,
    [files.filter(({ path }) => computing.includes(path.split("/")[0] ?? "")).map(({ name }) => name), type],
  );
  return rows.map(({ name }) => name);
}

/** These take a text that a pattern has been tested against. */
const forTestedText = ["iso_release_date", "javascript_release_date", "strptime_offset"];

/** These take a list that a test function accepts. */
const forTestedJson = ["is_list_of_one_kind", "list_text", "text_array_of"];

describe("every function file", () => {
  it.each(files)("$path defines its function, with a comment", async ({ path, name }) => {
    const schema = name === "em_apply" ? "public" : "em";
    const { rows } = await database.client.query<{ volatility: string; parallel: string; comment: string | null }>(
      `select provolatile as volatility, proparallel as parallel, obj_description(oid, 'pg_proc') as comment
         from pg_proc where pronamespace = $1::regnamespace and proname = $2`,
      [schema, name],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.comment).toMatch(/\.\)?$/);
    // What does not write says so; it is safe for parallel plans, except where it catches errors, which takes a subtransaction, or keeps
    // something in a setting.
    const text = readFileSync(root + path, "utf8");
    const writes =
      /\bdispatch\(|\binsert into|\bupdate\b|\bperform em\.|\bem\.begin_blocks\(|\bem\.apply_blocks\(|\bem\.fits_route_index\(value/.test(
        text,
      );
    const catches = /^ *exception$|em\.(?:is_json|parse_metadata)\(tx/m.test(text);
    expect(rows[0]?.volatility).toMatch(writes ? /^v$/ : /^[is]$/);
    const sets = /\bset_config\(/.test(text);
    expect(rows[0]?.parallel).toBe(writes || catches || sets ? "u" : "s");
  });
});

describe("no function throws", () => {
  it("on any text", async () => {
    const names = (await functionsOf("text")).filter((name) => !forTestedText.includes(name));
    expect(names.length).toBeGreaterThan(25);
    const pieces = [
      "0",
      "9999",
      "-",
      ":",
      "T",
      "Z",
      "GMT",
      "+",
      ".",
      " ",
      "e",
      "_",
      "Mon",
      "Feb",
      "30",
      "٣",
      "\ue003",
      "{",
      "[",
      '"',
      "\\u0000",
    ];
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }),
      fc.constantFrom(
        "2023-02-30T00:00:00.0Z",
        "2024-01-01T23:59:60.0Z",
        "Mon Feb 30 2024 24:00:00 GMT+9999",
        "0000-00-00",
        "9".repeat(5000),
      ),
    );
    const texts = fc.sample(text, { numRuns: 1500, seed: 20261124 }).map((it) => it.replaceAll("\0", ""));
    await database.client.query(
      `select ${names.map((name) => `em.${name}(value)`).join(", ")} from unnest($1::text[]) as given (value)`,
      [texts],
    );
  });

  it("on any JSON, also where the planner computes it beforehand", async () => {
    const names = (await functionsOf("jsonb")).filter((name) => !forTestedJson.includes(name));
    expect(names.length).toBeGreaterThan(12);
    const calls = [
      ...names.map((name) => `em.${name}(value)`),
      "em.integer_in(value, 1, 2)",
      "em.has_nul(value, 'x')",
      "em.python_equal(value, '[true]')",
      "em.removal_time(value, 1)",
    ].join(", ");
    const shapes = [
      '{"tracks":1}',
      '{"tracks":[[]]}',
      '{"1":{"time":1e300}}',
      '{"1":5}',
      "1e308",
      "-1e-300",
      "[]",
      "[null]",
      `${"[".repeat(4000)}true${"]".repeat(4000)}`,
      `${'{"a":'.repeat(4000)}1${"}".repeat(4000)}`,
    ];
    const values = [
      ...shapes,
      ...fc
        .sample(fc.jsonValue(), { numRuns: 1000, seed: 20261124 })
        .map((it) => JSON.stringify(it).replaceAll("\\u0000", "")),
    ];
    await database.client.query(`select ${calls} from unnest($1::jsonb[]) as given (value)`, [values]);
    for (const value of values.slice(0, 60)) {
      // Not a parameter: a literal is what the planner folds.
      await database.client.query(
        `select ${calls} from (select ${database.client.escapeLiteral(value)}::jsonb as value) as given`,
      );
    }
  });
});

describe("the planner inlines", () => {
  it.each([
    "em.truthy(value)",
    "em.is_integer(value)",
    "em.integer_in(value, 0, 9)",
    "em.bigint(value)",
    "em.flag(value)",
    "em.text_of(value)",
    "em.is_text(value)",
    "em.is_text_or_null(value)",
    "em.json_length(value)",
    "em.has_nul(value, null)",
    "em.python_equal(value, value)",
    "em.matches_remix_of(value)",
    "em.matches_stem_of(value)",
    "em.matches_track_segments(value)",
    "em.matches_field_visibility(value)",
    "em.is_text_array(value)",
    "em.lower(value #>> '{}')",
    "em.strip(value #>> '{}')",
    "em.is_genre(value #>> '{}')",
    "em.is_reserved_handle(value #>> '{}')",
    "em.is_content_id(value #>> '{}')",
    "em.has_bad_words(value #>> '{}')",
    "em.is_solana_public_key(value #>> '{}')",
  ])("%s", async (call) => {
    const { rows } = await database.client.query<{ "QUERY PLAN": string }>(
      `explain (verbose, costs off) select ${call} from (select $1::jsonb as value offset 0) as given`,
      ["1"],
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan.replaceAll("em.booleans_as_numbers(", "")).not.toContain("em.");
  });
});
