/** The rulebook and the files that it points to, as the console serves them. */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { docsPage } from "../../src/console/pages/docs.ts";
import { Rules } from "../../src/console/pages/rules.ts";
import { sourcePage } from "../../src/console/pages/source.ts";

const editions = { "2025": "rulebook-2025", "2026": "rulebook", genesis: "rulebook-genesis" } as const;

describe("the rulebook", () => {
  test.each(Object.entries(editions))(
    "of edition %s has a place for each code that its procedures give",
    async (edition, page) => {
      const rules = await Rules.load();
      const html = (await docsPage(page)) ?? "";
      const text = await readFile(new URL(`../../docs/${page}.md`, import.meta.url), "utf8");
      const handlers = [...text.matchAll(/^<a id="(\w+)"><\/a>$/gm)].map(([, name]) => name ?? "");
      expect(handlers.length).toBeGreaterThan(10);
      const lost: string[] = [];
      for (const handler of handlers) {
        const sql = await readFile(new URL(`../../sql/generated/${edition}/${handler}.sql`, import.meta.url), "utf8");
        for (const [, code = ""] of sql.matchAll(/return \('(\w+)',/g)) {
          const address = rules.address(edition, handler, code);
          const [path, place = ""] = address.split("#");
          if (path !== `/docs/${page}` || !place.includes(".") || !html.includes(`<a id="${place}"></a>`)) {
            lost.push(`${handler} ${code}: ${address}`);
          }
        }
      }
      expect(lost).toEqual([]);
    },
  );

  test("is led to by a code, in each edition that has it; a code that nobody knows leads to the handler", async () => {
    const rules = await Rules.load();
    expect(rules.withCode("already_saved").map(({ edition, rule }) => ({ edition, rule }))).toEqual([
      { edition: "2026", rule: "/docs/rulebook#save.already_saved" },
      { edition: "genesis", rule: "/docs/rulebook-genesis#save.already_saved" },
    ]);
    expect(rules.withCode("no_such_code")).toEqual([]);
    expect(rules.address("2026", "follow", "no_such_code")).toBe("/docs/rulebook#follow");
    // A rule that several handlers share has one place.
    expect(rules.address("2026", "follow", "user_missing")).toMatch(/^\/docs\/rulebook#rules-signed_for_user\./);
  });

  test("points to its specs here, line by line", async () => {
    const html = (await docsPage("rulebook")) ?? "";
    const [, path = "", line = ""] = /href="\/source\/(handlers\/[^"#]+)#(L\d+)"/.exec(html) ?? [];
    expect(await sourcePage(path)).toContain(`<span class="line" id="${line}">`);
    expect(html).not.toMatch(/href="(?!\/|#|https:\/\/)/);
  });

  test.each(["operating", "decisions", "editions", "rulebook-changes"])("has %s beside it", async (name) => {
    expect(await docsPage(name)).toMatch(/<main[^>]*>\n<article>\n(?:<!--.*-->\n)?<h1 /);
  });
});

test.each([
  "../package.json",
  "handlers/../package.json",
  "handlers/..%2f..%2fetc/passwd",
  "src/config.ts",
  ".data/pgpass",
  "handlers/nothing.ts",
  "",
])("the file %j is not served", async (path) => {
  expect(await sourcePage(path)).toBeUndefined();
});

test.each(["../README", "nothing", "", "rulebook.md", "RULEBOOK"])("the page %j is not there", async (name) => {
  expect(await docsPage(name)).toBeUndefined();
});
