import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as language from "#spec";

const page = readFileSync(new URL("../../docs/spec-language.md", import.meta.url), "utf8");

/** The code on the page: the words stand nowhere else. */
const code = [...page.matchAll(/```[\s\S]*?```|``.*?``|`[^`]+`/g)].map(([text]) => text).join("\n");

function isExplained(word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(code);
}

describe("docs/spec-language.md", () => {
  it.each(Object.keys(language))("explains %s", (word) => {
    expect(isExplained(word)).toBe(true);
  });

  it.each(Object.keys(language.read))("explains the reader %s", (name) => {
    expect(isExplained(name)).toBe(true);
  });
});
