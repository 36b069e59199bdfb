import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { checkHandler } from "./compiler/check.ts";
import { printDispatcher } from "./compiler/dispatcher.ts";
import { printHandler, printRuleSet } from "./compiler/procedure.ts";
import { schemaOf } from "./editions.ts";
import { printSocialActions } from "./entities.ts";
import type { EditionSpecs } from "./specs.ts";
import { printStateHash } from "./state-hash.ts";

const target = fileURLToPath(new URL("../sql/generated/", import.meta.url));

/**
 * The SQL files that the specs compile to.
 * @returns path below sql/generated/ → text: a folder an edition, in it one function a file
 * @throws SpecError when a spec is refused
 */
export function compileProcedures(specs: readonly EditionSpecs[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>(printStateHash());
  for (const { edition, handlers, ruleSets } of specs) {
    const schema = schemaOf(edition);
    for (const { ruleSet, file, doc } of ruleSets) {
      files.set(`${edition}/${ruleSet.name}.sql`, printRuleSet(ruleSet, { schema, file, doc }));
    }
    for (const { name, handler, file, doc } of handlers) {
      checkHandler(handler);
      files.set(`${edition}/${name}.sql`, printHandler(handler, { schema, file, doc }));
    }
    files.set(
      `${edition}/dispatch.sql`,
      printDispatcher(
        edition,
        handlers.map(({ handler }) => handler),
      ),
    );
  }
  files.set("is_social_action.sql", printSocialActions(specs));
  return files;
}

/** Writes sql/generated/ and removes what no spec declares any more. */
export async function writeProcedures(specs: readonly EditionSpecs[]): Promise<void> {
  const files = compileProcedures(specs);
  await rm(target, { recursive: true, force: true });
  for (const [name, text] of files) {
    await mkdir(dirname(target + name), { recursive: true });
    await writeFile(target + name, text);
  }
}
