import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";
import { lineWidth } from "../../codegen/compiler/layout.ts";
import { printEntityTypes } from "../../codegen/entities.ts";
import { compileProcedures } from "../../codegen/procedures.ts";
import { printChanges } from "../../codegen/rulebook/changes.ts";
import { changesFile, printRulebook, rulebookFile } from "../../codegen/rulebook/page.ts";
import { type EditionSpecs, loadSpecs } from "../../codegen/specs.ts";
import { SqlEffects } from "../../codegen/sql-effects.ts";
import { printWrappers } from "../../codegen/wrappers.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const generated = `${repository}sql/generated/`;

describe("what is generated", () => {
  let specs: readonly EditionSpecs[];

  beforeAll(async () => {
    specs = await loadSpecs();
    await loadModule();
  });

  it("is checked in as the specs say: run npm run codegen", async () => {
    const files = compileProcedures(specs);
    const checkedIn = readdirSync(generated, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".sql"),
    );
    expect(checkedIn.sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) {
      expect(readFileSync(generated + name, "utf8"), name).toBe(text);
    }
    expect(readFileSync(`${repository}test/generated/procedures.ts`, "utf8")).toBe(printWrappers(specs));
    expect(readFileSync(`${repository}src/generated/entity-types.ts`, "utf8")).toBe(printEntityTypes(specs));
    const effects = await SqlEffects.load();
    for (const each of specs) {
      const file = `${repository}docs/${rulebookFile(each.edition)}`;
      expect(readFileSync(file, "utf8")).toBe(printRulebook(each, effects));
    }
    expect(readFileSync(`${repository}docs/${changesFile}`, "utf8")).toBe(printChanges(specs, effects));
  });

  it("parses, and holds no statement that is built at run time", () => {
    for (const [name, text] of compileProcedures(specs)) {
      expect(() => parseSync(text), name).not.toThrow();
      expect(text, name).not.toMatch(/^\s*execute\b/im);
    }
  });

  it("leads back to the specs: every file that a comment names exists", () => {
    for (const [name, text] of compileProcedures(specs)) {
      for (const [, file = ""] of text.matchAll(/-- ((?:handlers|codegen)\/[\w/.-]+\.ts)/g)) {
        expect(existsSync(repository + file), `${name} names ${file}`).toBe(true);
      }
    }
  });

  it("keeps to one width", () => {
    for (const [name, text] of compileProcedures(specs)) {
      for (const line of text.split("\n")) {
        expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(lineWidth);
      }
    }
  });

  it("holds no line numbers: a moved line of a spec changes no procedure", () => {
    for (const [name, text] of compileProcedures(specs)) {
      expect(text, name).not.toMatch(/\.ts:\d/);
    }
  });

  it("claims each pair once", () => {
    for (const { edition, handlers } of specs) {
      const pairs = handlers.map(({ handler }) => `${String(handler.entity)} ${handler.action}`);
      expect(new Set(pairs).size, edition).toBe(pairs.length);
    }
  });
});
