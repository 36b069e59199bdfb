import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type CleanJson, cleanJson, DEPTH_LIMIT, type JsonError, LENGTH_LIMIT } from "../../src/edge/json.ts";
import { mangledJson } from "./mangled-json.ts";
import { readVectors } from "./vectors.ts";

const HIGH = "\ud83d";
const LOW = "\ude00";

function cleaned(text: string): CleanJson {
  const result = cleanJson(text);
  if ("error" in result) throw new Error(`${JSON.stringify(text.slice(0, 200))}: ${result.error}`);
  return result;
}

/** The value that the cleaned text means, U+0000 back in its place. */
function meaning({ json, nul }: CleanJson): unknown {
  const value: unknown = JSON.parse(json);
  return nul === undefined ? value : withStrings(value, (text) => text.replaceAll(nul, "\0"));
}

function withStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => withStrings(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [change(key), withStrings(member, change)]));
}

describe("cleanJson against Python's json.loads and the reference's sanitize_json", () => {
  const vector = z.tuple([
    z.string(),
    z.union([
      z.strictObject({ value: z.unknown() }),
      z.strictObject({ nonfinite: z.literal(true) }),
      z.strictObject({ error: z.literal(true) }),
    ]),
  ]);
  const vectors = readVectors("json-vectors.jsonl", vector);

  // Finite to Python only because it rounds them to zero; their digits would be hundreds of zeros.
  const roundedToZero = ["1e-401", "0e99999", "0.0e-99999"];

  it.each(vectors)("%j", (text, expected) => {
    const result = cleanJson(text);
    if ("error" in expected) {
      expect(result).toEqual({ error: "metadata_not_json" });
    } else if ("nonfinite" in expected) {
      expect(result).toEqual({
        error: /NaN|Infinity/.test(text) ? "metadata_not_json" : "metadata_number_out_of_range",
      });
    } else if (roundedToZero.includes(text)) {
      expect(result).toEqual({ error: "metadata_number_out_of_range" });
    } else {
      // Python keeps the sign of -0.0 and loses that of -0; jsonb loses both.
      expect(JSON.stringify(meaning(cleaned(text)))).toBe(JSON.stringify(expected.value));
    }
  });
});

describe("what comes out", () => {
  it.each([
    ['{"a": 1,\t"b":[]}', "as it came in"],
    ["12345678901234567890123456789012345678901234567890", "digits beyond 2^63"],
    ["0.1000000000000000055511151231257827", "digits beyond a double"],
    ["1.7976931348623157E308", "the largest double"],
    ["0.00001e313", "the largest double, scaled"],
    ["0e400", "the largest exponent"],
    ["1e-400", "the smallest exponent"],
    ['{"a":1,"a":2}', "duplicate keys"],
    [`"${HIGH}${LOW}\\ud83d\\ude00"`, "pairs, raw and escaped"],
  ])("%s: %s", (text) => {
    expect(cleanJson(text)).toEqual({ json: text, loneSurrogates: false });
  });

  const dropped: [string, string][] = [
    ['"a\\ud83db"', '"ab"'],
    ['"a\\ude00b"', '"ab"'],
    ['"\\ud83d\\ud83d\\ude00"', '"\\ud83d\\ude00"'],
    ['"\\ud83d\\ude00\\ude00\\n"', '"\\ud83d\\ude00\\n"'],
    ['"\\ud800\\\\udc00"', '"\\\\udc00"'],
    [`"${HIGH}\\ude00"`, '""'],
    [`"\\ud83d${LOW}"`, '""'],
    [`"${HIGH}\\ud83d${LOW}"`, '""'],
    [`"${HIGH}${HIGH}${LOW}"`, `"${HIGH}${LOW}"`],
    [`{"k${LOW}":"v\\udbff","ok":1}`, '{"k":"v","ok":1}'],
    ['{"a":1,"a\\ud800":2}', '{"a":1,"a":2}'],
  ];
  it.each(dropped)("drops the lone surrogates of %j", (text, json) => {
    expect(cleanJson(text)).toEqual({ json, loneSurrogates: true });
  });

  const stoodFor: [string, string, string][] = [
    ['"\\u0000"', '"\ue000"', "\ue000"],
    ['{"a\\u0000":["\\u0000\\u0000"]}', '{"a\ue000":["\ue000\ue000"]}', "\ue000"],
    ['"\\u0000\ue000"', '"\ue001\ue000"', "\ue001"],
    ['"\\u0000\\uE000\\ue001"', '"\ue002\\uE000\\ue001"', "\ue002"],
    ['"\\\\u0000\\u0000"', '"\\\\u0000\ue000"', "\ue000"],
  ];
  it.each(stoodFor)("puts a character that is nowhere else for U+0000: %j", (text, json, nul) => {
    expect(cleanJson(text)).toEqual({ json, nul, loneSurrogates: false });
  });

  it("leaves an escaped backslash before u0000 alone", () => {
    expect(cleanJson('"\\\\u0000"')).toEqual({ json: '"\\\\u0000"', loneSurrogates: false });
  });

  it("does both at once", () => {
    expect(cleanJson('"\\ud800\\u0000\\udc00"')).toEqual({ json: '"\ue000"', nul: "\ue000", loneSurrogates: true });
  });

  it("finds a stand-in in text that holds every private use character", () => {
    let all = "";
    for (let codePoint = 0xe000; codePoint <= 0x10ffff; codePoint++) all += String.fromCodePoint(codePoint);
    const result = cleaned(`"${all}\\u0000"`);
    expect(result.nul).toBe("¡");
    expect(result.json).toBe(`"${all}¡"`);
  });
});

describe("what is refused", () => {
  const refused: { title: string; text: string; error: JsonError["error"] }[] = [
    { title: "nothing", text: "", error: "metadata_not_json" },
    { title: "an integer of more digits than Python reads", text: "1".repeat(4301), error: "metadata_not_json" },
    { title: "the same with a sign, which does not count", text: `-${"1".repeat(4301)}`, error: "metadata_not_json" },
    { title: "a double's infinity", text: "1e309", error: "metadata_number_out_of_range" },
    { title: "a double's infinity, negative", text: "-17.9769313486232e307", error: "metadata_number_out_of_range" },
    { title: "a double's infinity, in digits", text: `${"1".repeat(310)}.0`, error: "metadata_number_out_of_range" },
    { title: "a large exponent", text: "0e401", error: "metadata_number_out_of_range" },
    { title: "a large negative exponent", text: "1e-401", error: "metadata_number_out_of_range" },
    { title: "an endless exponent", text: `1e${"9".repeat(1000)}`, error: "metadata_number_out_of_range" },
    { title: "more places than numeric has", text: `0.${"0".repeat(16384)}`, error: "metadata_number_out_of_range" },
    { title: "the same by exponent", text: `0.${"0".repeat(15984)}e-400`, error: "metadata_number_out_of_range" },
    { title: "a number out of range in what is not JSON", text: "[1e999,", error: "metadata_not_json" },
    { title: "depth in what is not JSON", text: "[".repeat(DEPTH_LIMIT + 1), error: "metadata_not_json" },
    {
      title: "a number out of range and depth",
      text: `[1e999,${"[".repeat(DEPTH_LIMIT)}${"]".repeat(DEPTH_LIMIT)}]`,
      error: "metadata_too_deep",
    },
    { title: "more than jsonb is sure to hold", text: " ".repeat(LENGTH_LIMIT + 1), error: "metadata_too_large" },
  ];
  it.each(refused)("$title: $error", ({ text, error }) => {
    expect(cleanJson(text)).toEqual({ error });
  });

  it.each([
    { title: "the longest integer", text: "1".repeat(4300) },
    { title: "the longest integer with a sign", text: `-${"1".repeat(4300)}` },
    { title: "numeric's most places", text: `0.${"0".repeat(16383)}` },
    { title: "the same by exponent", text: `0.${"1".repeat(15983)}e-400` },
    { title: "the longest text", text: `${" ".repeat(LENGTH_LIMIT - 1)}0` },
  ])("but not $title", ({ text }) => {
    expect(cleanJson(text)).toEqual({ json: text, loneSurrogates: false });
  });

  it.each([1, 2, 1000, DEPTH_LIMIT, DEPTH_LIMIT + 1, 1_000_000])("depth %d, without recursion", (depth) => {
    const expected = depth > DEPTH_LIMIT ? { error: "metadata_too_deep" } : undefined;
    const arrays = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const objects = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    expect(cleanJson(arrays)).toEqual(expected ?? { json: arrays, loneSurrogates: false });
    expect(cleanJson(objects)).toEqual(expected ?? { json: objects, loneSurrogates: false });
  });
});

describe("properties", () => {
  const anyText = fc.string({ unit: "binary", maxLength: 12 });
  const anyValue = fc.jsonValue({ stringUnit: "binary" });

  it("means the same value as before, for any value without lone surrogates", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(meaning(cleaned(text)))).toBe(text);
      }),
    );
  });

  it("drops exactly the lone surrogates of a string", () => {
    const anyUnits = fc.array(fc.oneof(fc.constantFrom(0, 0x5c, 0x22, 0xd83d, 0xde00), fc.nat(0xffff)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyUnits, (units) => {
        const text = String.fromCharCode(...units);
        const expected = text.replace(/\p{Surrogate}/gu, "");
        // Raw, in so far as JSON.stringify leaves it raw, and every unit escaped.
        const escaped = units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
        expect(meaning(cleaned(JSON.stringify(text)))).toBe(expected);
        expect(meaning(cleaned(`"${escaped}"`))).toBe(expected);
      }),
    );
  });

  it("is the same for text that it has already cleaned", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const { json } = cleaned(JSON.stringify(value));
        expect(cleanJson(json)).toEqual({ json, loneSurrogates: false });
      }),
    );
  });

  it("never throws; accepts what JSON.parse accepts, save what is too deep or out of range; gives what JSON.parse accepts", () => {
    fc.assert(
      fc.property(mangledJson(), (text) => {
        const result = cleanJson(text);
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        if ("error" in result) {
          if (parses) expect(result.error).not.toBe("metadata_not_json");
        } else {
          expect(parses).toBe(true);
          expect(() => JSON.parse(result.json)).not.toThrow();
        }
      }),
      { numRuns: 5000 },
    );
  });
});
