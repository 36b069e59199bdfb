import { describe, expect, test } from "vitest";
import { memberTexts, parseExact } from "./runner/exact-json.ts";

describe("memberTexts", () => {
  test("gives each member's text as it stands, numbers beyond a double included", () => {
    const text = '{ "a": 9223372036854775807, "b" : {"c": [1, {"a": 2}], "d": "}"} ,"e":"x,\\"y\\": {" }';
    expect(Object.fromEntries(memberTexts(text))).toEqual({
      a: "9223372036854775807",
      b: '{"c": [1, {"a": 2}], "d": "}"}',
      e: '"x,\\"y\\": {"',
    });
  });

  test("reads escaped names, and keeps the last of equal ones", () => {
    expect(Object.fromEntries(memberTexts('{"\\u0061": 1, "a": 2, "\\"": []}'))).toEqual({ a: "2", '"': "[]" });
  });

  test("an empty object has no members", () => {
    expect(memberTexts(" { } ").size).toBe(0);
  });
});

describe("parseExact", () => {
  test("keeps all digits, and leaves strings alone", () => {
    expect(parseExact('[9223372036854775807, {"a": -1.50}, 1e400, "12", "a \\" 13", true, null]')).toEqual([
      { digits: "9223372036854775807" },
      { a: { digits: "-1.50" } },
      { digits: "1e400" },
      "12",
      'a " 13',
      true,
      null,
    ]);
  });
});
