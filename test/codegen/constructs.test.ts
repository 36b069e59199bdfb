import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkHandler } from "../../codegen/compiler/check.ts";
import { printHandler } from "../../codegen/compiler/procedure.ts";
import { isHandler } from "../../codegen/spec/handler.ts";

const folder = fileURLToPath(new URL("./constructs/", import.meta.url));

/** One folder a construct of the language: spec.ts beside the expected.sql that it becomes, or the message.txt with which it is refused. */
describe("the compiler", () => {
  for (const construct of readdirSync(folder).sort()) {
    const expectedSql = `${folder}${construct}/expected.sql`;
    const expectedMessage = `${folder}${construct}/message.txt`;
    const refused = existsSync(expectedMessage);
    it(refused ? `refuses ${construct}` : `compiles ${construct}`, async () => {
      const outcome = await compile(`${folder}${construct}/spec.ts`, `test/codegen/constructs/${construct}/spec.ts`);
      const file = refused ? expectedMessage : expectedSql;
      if (process.env.UPDATE_SNAPSHOTS === "1") {
        writeFileSync(file, outcome);
      }
      expect(outcome).toBe(readFileSync(file, "utf8"));
    });
  }
});

async function compile(path: string, file: string): Promise<string> {
  try {
    const exported: { spec?: unknown } = await import(path);
    if (!isHandler(exported.spec)) {
      throw new Error(`${file} exports no handler named spec`);
    }
    checkHandler(exported.spec);
    return printHandler(exported.spec, { schema: "em", file, doc: "A construct of the language." });
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n`;
  }
}
