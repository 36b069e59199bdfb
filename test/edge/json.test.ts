import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { depthLimit, lengthLimit, readMetadata } from "../../src/edge/json.ts";
import { mangledJson } from "./mangled-json.ts";
import { type JsonError, type Reading, readAs } from "./readings.ts";
import { readVectors } from "./vectors.ts";

const high = "\ud83d";
const low = "\ude00";

type Json = Exclude<Reading, JsonError>;

const editions = ["2025", "2026"] as const;

function cleaned(text: string, edition: "2025" | "2026" = "2025"): Json {
  const result = readAs(edition, text);
  if ("error" in result) {
    throw new Error(`${JSON.stringify(text.slice(0, 200))}: ${result.error}`);
  }
  return result;
}

/** The value that the cleaned text means, U+0000 back in its place. */
function meaning({ json, nul }: Json): unknown {
  const value: unknown = JSON.parse(json);
  return nul === undefined ? value : withStrings(value, (text) => text.replaceAll(nul, "\0"));
}

function withStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withStrings(item, change));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [change(key), withStrings(member, change)]));
}

describe("edition 2025 against Python's json.loads and the reference's sanitize_json", () => {
  const vector = z.tuple([
    z.string(),
    z.union([
      z.strictObject({ value: z.unknown() }),
      z.strictObject({ nonfinite: z.literal(true) }),
      z.strictObject({ error: z.literal(true) }),
    ]),
  ]);
  const vectors = readVectors("json-vectors.jsonl", vector);

  it.each(vectors)("%j", (text, expected) => {
    const result = readAs("2025", text);
    if ("error" in expected) {
      expect(result).toEqual({ error: "metadata_not_json" });
    } else if ("nonfinite" in expected) {
      expect(result).toMatchObject({ json: expect.stringMatching(/-?1e309/), nul: "\ue000" });
    } else {
      // Python keeps the sign of -0.0 and loses that of -0; jsonb loses both.
      expect(JSON.stringify(meaning(cleaned(text)))).toBe(JSON.stringify(expected.value));
    }
  });
});

describe("edition 2026 against Go's encoding/json", () => {
  const read: [title: string, text: string, json: string][] = [
    ["a lone surrogate", '"a\\ud83db"', '"a\ufffdb"'],
    ["two of them, each", '"\\ude00\\ud83d"', '"\ufffd\ufffd"'],
    ["one before a pair", '"\\ud83d\\ud83d\\ude00"', '"\ufffd\\ud83d\\ude00"'],
    ["one in a key", '{"a\\ud800":1,"a\ufffd":2}', '{"a\ufffd":1,"a\ufffd":2}'],
    ["an integer beyond 2^53", "9007199254740993", "9007199254740992"],
    ["one below", "[-9007199254740993]", "[-9007199254740992]"],
    ["2^63", "9223372036854775807", "9223372036854776000"],
    ["an integer that JavaScript writes with an exponent", "1234567890123456789012", "1.2345678901234568e+21"],
    ["digits beyond a double", "0.1000000000000000055511151231257827", "0.1"],
    ["seventeen digits of a double", "0.30000000000000004", "0.30000000000000004"],
    ["a number that is zero as a double", "[1e-400,-1e-99999,0e99999]", "[0,0,0]"],
    ["a subnormal number", "1.2345e-320", "1.2347e-320"],
  ];
  it.each(read)("%s", (_title, text, json) => {
    expect(readAs("2026", text)).toMatchObject({ json });
  });

  it.each([
    ["sixteen digits that a double holds", "9007199254740992"],
    ["fifteen digits", "-123456789012.345"],
    ["a form of another language", '{"a":1.50,"b":1E5,"c":1e+05}'],
    ["a time in milliseconds", "1775293380000"],
    ["duplicate keys", '{"a":1,"a":2}'],
  ])("leaves %s as it is, for both editions", (_title, text) => {
    expect(readMetadata(text)).toEqual({ json: text, loneSurrogates: false, raw: text });
  });

  it.each(["NaN", "[Infinity]", '{"a":-Infinity}', "1e400", "[-1.8e308]", "1".repeat(310), `0.1e${"9".repeat(400)}`])(
    "has no JSON in %.40s, where edition 2025 has some",
    (text) => {
      expect(readAs("2026", text)).toEqual({ error: "metadata_not_json" });
      expect(readAs("2025", text)).toHaveProperty("json");
    },
  );

  it("writes a second reading only where edition 2025 has another", () => {
    expect(readMetadata("[9007199254740993]")).toMatchObject({
      json: "[9007199254740992]",
      json2025: "[9007199254740993]",
    });
    expect(readMetadata('"\\ud800"')).toMatchObject({ json: '"\ufffd"', json2025: '""' });
    expect(readMetadata('"\\u0000"')).not.toHaveProperty("json2025");
  });
});

describe("numbers that are not finite", () => {
  it.each([
    ["NaN", "1e309"],
    ["[-Infinity,Infinity,1e999,-1e999,1]", "[-1e309,1e309,1e309,-1e309,1]"],
    [`{"a":${"1".repeat(310)}.0}`, '{"a":1e309}'],
  ])("%.40s are larger than every double to edition 2025", (text, json) => {
    expect(readAs("2025", text)).toEqual({ json, nul: "\ue000", loneSurrogates: false });
  });

  it.each(["nan", "-NaN", "+Infinity", "Infinit", "NaNNaN", "1Infinity", "inf", "{NaN:1}"])("but not %s", (text) => {
    expect(readAs("2025", text)).toEqual({ error: "metadata_not_json" });
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
    [`"${high}${low}\\ud83d\\ude00"`, "pairs, raw and escaped"],
  ])("%s: %s", (text) => {
    expect(readAs("2025", text)).toEqual({ json: text, loneSurrogates: false });
  });

  const dropped: [string, string][] = [
    ['"a\\ud83db"', '"ab"'],
    ['"a\\ude00b"', '"ab"'],
    ['"\\ud83d\\ud83d\\ude00"', '"\\ud83d\\ude00"'],
    ['"\\ud83d\\ude00\\ude00\\n"', '"\\ud83d\\ude00\\n"'],
    ['"\\ud800\\\\udc00"', '"\\\\udc00"'],
    [`"${high}\\ude00"`, '""'],
    [`"\\ud83d${low}"`, '""'],
    [`"${high}\\ud83d${low}"`, '""'],
    [`"${high}${high}${low}"`, `"${high}${low}"`],
    [`{"k${low}":"v\\udbff","ok":1}`, '{"k":"v","ok":1}'],
    ['{"a":1,"a\\ud800":2}', '{"a":1,"a":2}'],
  ];
  it.each(dropped)("drops the lone surrogates of %j", (text, json) => {
    expect(readAs("2025", text)).toEqual({ json, loneSurrogates: true });
  });

  const stoodFor: [string, string, string][] = [
    ['"\\u0000"', '"\ue000"', "\ue000"],
    ['{"a\\u0000":["\\u0000\\u0000"]}', '{"a\ue000":["\ue000\ue000"]}', "\ue000"],
    ['"\\u0000\ue000"', '"\ue001\ue000"', "\ue001"],
    ['"\\u0000\\uE000\\ue001"', '"\ue002\\uE000\\ue001"', "\ue002"],
    ['"\\\\u0000\\u0000"', '"\\\\u0000\ue000"', "\ue000"],
  ];
  it.each(stoodFor)("puts a character that is nowhere else for U+0000: %j", (text, json, nul) => {
    expect(readAs("2025", text)).toEqual({ json, nul, loneSurrogates: false });
  });

  it("leaves an escaped backslash before u0000 alone", () => {
    expect(readAs("2025", '"\\\\u0000"')).toEqual({ json: '"\\\\u0000"', loneSurrogates: false });
  });

  it("does both at once", () => {
    expect(readAs("2025", '"\\ud800\\u0000\\udc00"')).toEqual({
      json: '"\ue000"',
      nul: "\ue000",
      loneSurrogates: true,
    });
  });

  it("finds a stand-in in text that holds every private use character", () => {
    let all = "";
    for (let codePoint = 0xe000; codePoint <= 0x10ffff; codePoint++) {
      all += String.fromCodePoint(codePoint);
    }
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
    { title: "a number that is not finite in what is not JSON", text: "[1e999,", error: "metadata_not_json" },
    { title: "depth in what is not JSON", text: "[".repeat(depthLimit + 1), error: "metadata_not_json" },
    {
      title: "a number that is not finite and depth",
      text: `[1e999,${"[".repeat(depthLimit)}${"]".repeat(depthLimit)}]`,
      error: "metadata_too_deep",
    },
    { title: "more than jsonb is sure to hold", text: " ".repeat(lengthLimit + 1), error: "metadata_too_large" },
  ];
  it.each(refused)("$title: $error", ({ text, error }) => {
    expect(readAs("2025", text)).toEqual({ error });
  });

  it.each([
    { title: "the longest integer", text: "1".repeat(4300) },
    { title: "the longest integer with a sign", text: `-${"1".repeat(4300)}` },
    { title: "numeric's most places", text: `0.${"0".repeat(16383)}` },
    { title: "the same by exponent", text: `0.${"1".repeat(15983)}e-400` },
    { title: "the longest text", text: `${" ".repeat(lengthLimit - 1)}0` },
  ])("but not $title", ({ text }) => {
    expect(readAs("2025", text)).toEqual({ json: text, loneSurrogates: false });
  });

  it.each([
    { title: "a large exponent", text: "0e401" },
    { title: "a large negative exponent", text: "1e-401" },
    { title: "more places than numeric has", text: `0.${"0".repeat(16384)}` },
    { title: "the same by exponent", text: `0.${"0".repeat(15984)}e-400` },
  ])("but is zero: $title", ({ text }) => {
    expect(readAs("2025", text)).toEqual({ json: "0", loneSurrogates: false });
  });

  it.each([1, 2, 1000, depthLimit, depthLimit + 1, 1_000_000])("depth %d, without recursion", (depth) => {
    const expected = depth > depthLimit ? { error: "metadata_too_deep" } : undefined;
    const arrays = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const objects = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    expect(readAs("2025", arrays)).toEqual(expected ?? { json: arrays, loneSurrogates: false });
    expect(readAs("2025", objects)).toEqual(expected ?? { json: objects, loneSurrogates: false });
  });
});

describe("properties", () => {
  const anyText = fc.string({ unit: "binary", maxLength: 12 });
  const anyValue = fc.jsonValue({ stringUnit: "binary" });

  it.each(editions)(
    "means the same value as before, for any value without lone surrogates, to edition %s",
    (edition) => {
      fc.assert(
        fc.property(anyValue, (value) => {
          const text = JSON.stringify(value);
          expect(JSON.stringify(meaning(cleaned(text, edition)))).toBe(text);
        }),
      );
    },
  );

  it.each([
    { edition: "2025", surrogate: "" },
    { edition: "2026", surrogate: "\ufffd" },
  ] as const)(
    "makes exactly the lone surrogates of a string '$surrogate' to edition $edition",
    ({ edition, surrogate }) => {
      const anyUnits = fc.array(fc.oneof(fc.constantFrom(0, 0x5c, 0x22, 0xd83d, 0xde00), fc.nat(0xffff)), {
        maxLength: 12,
      });
      fc.assert(
        fc.property(anyUnits, (units) => {
          const text = String.fromCharCode(...units);
          const expected = text.replace(/\p{Surrogate}/gu, surrogate);
          // Raw, in so far as JSON.stringify leaves it raw, and every unit escaped.
          const escaped = units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
          expect(meaning(cleaned(JSON.stringify(text), edition))).toBe(expected);
          expect(meaning(cleaned(`"${escaped}"`, edition))).toBe(expected);
        }),
      );
    },
  );

  it("is the same for text that has already been cleaned", () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const { json } = cleaned(JSON.stringify(value));
        expect(readAs("2025", json)).toEqual({ json, loneSurrogates: false });
      }),
    );
  });

  it("never throws; edition 2026 accepts what JSON.parse accepts, save what is too deep or beyond a double; both give what it accepts", () => {
    fc.assert(
      fc.property(mangledJson(), (text) => {
        const ours = readAs("2026", text);
        if ("error" in ours) {
          const value = parsed(text);
          if (value !== undefined && ours.error === "metadata_not_json") {
            expect(JSON.stringify(value)).not.toBe(text.trim());
            expect(readAs("2025", text)).toHaveProperty("json");
          }
        } else {
          expect(parsed(text)).toBeDefined();
        }
        for (const edition of editions) {
          const reading = readAs(edition, text);
          if ("json" in reading) {
            expect(() => JSON.parse(reading.json)).not.toThrow();
          }
        }
      }),
      { numRuns: 5000 },
    );
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
