import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { depthLimit, lengthLimit } from "../../src/edge/json.ts";
import { mangledJson } from "../edge/mangled-json.ts";
import { readAs } from "../edge/readings.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
});

interface Parsed {
  readonly json: string | null;
  readonly json_error: string | null;
  readonly nul: string | null;
  readonly lone_surrogates: boolean;
}

type Edition = "2025" | "2026";
const editions: readonly Edition[] = ["2025", "2026"];

async function parse(raw: string, edition: Edition): Promise<Parsed | undefined> {
  const { rows } = await database.client.query<Parsed>(
    "select json::text, json_error, nul, lone_surrogates from em.parse_metadata($1, $2)",
    [raw, edition],
  );
  return rows[0];
}

/** What the edge makes of a text, with its JSON as jsonb prints it. */
async function edgeParse(raw: string, edition: Edition): Promise<Parsed> {
  const nothing = { json: null, json_error: null, nul: null, lone_surrogates: false };
  if (raw === "") {
    return nothing;
  }
  const clean = readAs(edition, raw);
  if ("error" in clean) {
    return { ...nothing, json_error: clean.error };
  }
  const { rows } = await database.client.query<{ json: string }>("select $1::jsonb::text as json", [clean.json]);
  return {
    json: rows[0]?.json ?? null,
    json_error: null,
    nul: clean.nul ?? null,
    lone_surrogates: clean.loneSurrogates,
  };
}

/** Text in Postgres holds neither U+0000 nor lone surrogates. */
function fitsPostgres(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

/** The characters of the basic plane that stand for U+0000 before all others, the private use ones first. */
const standIns = Array.from({ length: 0x2000 }, (_, index) => String.fromCodePoint(0xe000 + index)).join("");

const texts = [
  '{"a":"\\u0000"}',
  '{"\\u0000":1,"b":"\\ue000","c":"\ue001"}',
  `"\\u0000${standIns.slice(0, 0x1900)}"`,
  `"\\u0000${standIns}\\uD800\\uDC00"`,
  " ".repeat(lengthLimit + 1),
  `"${"😀".repeat(lengthLimit / 2)}"`,
  '"\\\\u0000"',
  '"\\ud800"',
  '"\\ud83d\\ude00"',
  '"\\ud83d\\ud83d\\ude00x\\udc00"',
  '"a\\u0000b\\uD800"',
  '\\ud800{"a":1}',
  '{"a":1}\\',
  '{"a":1,"a":2}',
  "1e400",
  "1e401",
  "-1.8e308",
  "1.7976931348623157e308",
  "1e131073",
  "1e131073]",
  '"1e999"',
  "1".repeat(4300),
  "1".repeat(4301),
  `0.${"1".repeat(16384)}`,
  "[".repeat(depthLimit) + "]".repeat(depthLimit),
  "[".repeat(depthLimit + 1) + "]".repeat(depthLimit + 1),
  "[".repeat(20000) + "]".repeat(20000),
  "NaN",
  "[-Infinity,Infinity]",
  "NaN5",
  "5NaN",
  "-NaN",
  '{"a":"NaN 1e400 "}',
  '{"a":[1e999,"1e309 "]}',
  "9007199254740993",
  "-12345678901234567890",
  "[0.1000000000000000055511151231257827,1e-401,1e-400,1.2345e-320]",
  "01234567890123456789",
  "1.2345678901234567.8",
  "1e0000000000000000001",
  "0e99999999999999999999",
  `0.${"0".repeat(20)}12345`,
  "\ufeff1",
  " 1 ",
  '"\t"',
  "",
];

describe.each(editions)("edition %s", (edition) => {
  it.each(texts)("parses %.40s as the edge does", async (raw) => {
    expect(await parse(raw, edition)).toEqual(await edgeParse(raw, edition));
  });

  it("parses any mangled metadata as the edge does", async () => {
    for (const raw of fc.sample(mangledJson(), { numRuns: 600, seed: 20261124 }).filter(fitsPostgres)) {
      expect({ raw, ...(await parse(raw, edition)) }).toEqual({ raw, ...(await edgeParse(raw, edition)) });
    }
  });
});
