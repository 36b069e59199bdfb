import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanName, cleanText, hasLoneSurrogate, nameJson, textJson } from "../../src/edge/text.ts";

const cases: [string, string, string, boolean][] = [
  ["", "", "", false],
  ["Track", "Track", "Track", false],
  ["é中😀", "é中😀", "é中😀", false],
  ["User\0", "User", "User\ufffd", false],
  ["\0\0", "", "\ufffd\ufffd", false],
  ["a\ud83db", "ab", "a\ufffdb", true],
  ["\ude00\ud83d", "", "\ufffd\ufffd", true],
  ["\ud83d\ud83d\ude00\ude00", "😀", "\ufffd😀\ufffd", true],
  ["\ud83d\0\ude00", "", "\ufffd\ufffd\ufffd", true],
  ["\ufeff\ufffe\uffff\u2028\x01\x7f", "\ufeff\ufffe\uffff\u2028\x01\x7f", "\ufeff\ufffe\uffff\u2028\x01\x7f", false],
];

describe("plain strings", () => {
  it.each(cases)("%j as text is %j, as a name %j", (text, cleaned, name, lone) => {
    expect(cleanText(text)).toBe(cleaned);
    expect(cleanName(text)).toBe(name);
    expect(hasLoneSurrogate(text)).toBe(lone);
    expect(JSON.parse(textJson(text))).toBe(cleaned);
    expect(JSON.parse(nameJson(text))).toBe(name);
    expect(textJson(text) + nameJson(text)).not.toContain("\\u0000");
  });

  it("survive UTF-8 once cleaned", () => {
    const anyUnits = fc.array(fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 0xd83d, 0xde00)));
    fc.assert(
      fc.property(anyUnits, (units) => {
        const text = cleanText(String.fromCharCode(...units));
        expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
        expect(text).not.toContain("\0");
      }),
    );
  });
});
