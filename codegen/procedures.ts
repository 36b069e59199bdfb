import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { checkHandler } from "./compiler/check.ts";
import { printDispatcher } from "./compiler/dispatcher.ts";
import { printHandler, printRuleSet } from "./compiler/procedure.ts";
import { printSocialActions } from "./entities.ts";
import type { Specs } from "./specs.ts";

const target = fileURLToPath(new URL("../sql/generated/", import.meta.url));

/** The SQL files that the specs compile to: name → text. @throws SpecError */
export function compileProcedures(specs: Specs): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { ruleSet, file, doc } of specs.ruleSets) {
    files.set(`${ruleSet.name}.sql`, printRuleSet(ruleSet, { file, doc }));
  }
  for (const { name, handler, file, doc } of specs.handlers) {
    checkHandler(handler);
    files.set(`${name}.sql`, printHandler(handler, { file, doc }));
  }
  files.set("dispatch.sql", printDispatcher(specs.handlers.map(({ handler }) => handler)));
  files.set("is_social_action.sql", printSocialActions(specs));
  return files;
}

/** Writes sql/generated/, one procedure a file, and removes what no spec declares any more. */
export async function writeProcedures(specs: Specs): Promise<void> {
  const files = compileProcedures(specs);
  await mkdir(target, { recursive: true });
  for (const existing of await readdir(target)) if (!files.has(existing)) await rm(target + existing);
  for (const [name, text] of files) await writeFile(target + name, text);
}
