/** The layout of hand-written SQL that CONVENTIONS.md asks for. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalog } from "../../codegen/generated/catalog.ts";

const root = fileURLToPath(new URL("../../sql/", import.meta.url));
const files = ["functions", "triggers/functions"].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(`${root}${folder}/${path}`, "utf8") })),
);
const tables = new Set(Object.keys(catalog));

describe("every function file", () => {
  it.each(files)("$path holds one plain create function, with its name as the file's", ({ path, text }) => {
    const name = path
      .replace(/^.*[/\\]/, "")
      .replace(/\.sql$/, "")
      .replaceAll("-", "_");
    expect([...text.matchAll(/^create .*?function ([\w.]+)/gm)].map(([, declared]) => declared)).toEqual([
      name === "em_apply" ? "public.em_apply" : path.startsWith("triggers") ? name : `em.${name}`,
    ]);
    expect(text).toMatch(/^create function .*\n(?:.*\n)*?(?:returns .*\n(?:.*\n)*?)?language \w+/m);
    expect(text).not.toMatch(/\bor replace\b|\bpublic\.(?!em_apply)/);
  });

  it.each(files)("$path has one clause a line, begun at the left", ({ text }) => {
    const clause = /^(\s*)(?:select|from|where|into|order by|group by|limit|set|returning)\b(.*)/;
    // "select from t" is how exists asks; "distinct from", "rows from" and "extract(epoch from …)" are not clauses.
    const further = /(?<!^|\bdistinct|\bepoch|\brows) (?:from|where|into|order by|group by|limit|returning)\b/;
    for (const line of text.replaceAll(/--.*|'(?:[^']|'')*'/g, "''").split("\n")) {
      const [, indent = "", rest = ""] = clause.exec(line) ?? [];
      expect(indent.length % 2, line).toBe(0);
      expect(further.test(rest), line).toBe(false);
      expect(line).not.toMatch(/\b(?:array|exists)\(select\b/);
    }
  });

  it.each(files)("$path gives a table an alias only where the table is met twice", ({ text }) => {
    for (const [, table = "", alias] of text.matchAll(/\b(?:from|join|into|update)\s+(\w+)\s+as\s+(\w+)/g)) {
      if (!tables.has(table)) {
        continue;
      }
      const met = [...text.matchAll(new RegExp(`\\b(?:from|join|into|update)\\s+${table}\\b`, "g"))];
      expect(met.length, `${table} as ${alias}`).toBeGreaterThan(1);
    }
  });

  it.each(files)("$path has no line beyond 120 characters but lists of characters", ({ text }) => {
    expect(text.split("\n").filter((line) => line.length > 120 && !line.includes("U&'"))).toEqual([]);
  });
});
