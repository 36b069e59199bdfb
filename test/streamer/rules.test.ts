import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { describeRules, readRules } from "../../src/rules.ts";

describe("--rules", () => {
  it.each([
    ["2025", [{ edition: "2025", fromHeight: 0 }], "edition 2025"],
    ["2026", [{ edition: "2026", fromHeight: 0 }], "edition 2026"],
    [
      "2025, 2026@1200000",
      [
        { edition: "2025", fromHeight: 0 },
        { edition: "2026", fromHeight: 1_200_000 },
      ],
      "edition 2025, from block 1200000 on edition 2026",
    ],
  ])("%s", (text, rules, sentence) => {
    expect(readRules(text)).toEqual(rules);
    expect(describeRules(readRules(text) ?? [])).toBe(sentence);
  });

  it.each(["", "2024", "genesis", "2026@5", "2025,2026", "2025,2026@0", "2025,2026@9,2025@9", "2025,2026@x"])(
    "refuses %j with an example",
    (text) => {
      expect(readRules(text)).toBeUndefined();
      if (text !== "") {
        expect(() => readConfig({ rules: text }, {})).toThrow(/--rules .*such as 2025,2026@1200000/);
      }
    },
  );
});
