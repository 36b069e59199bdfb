import { readdir } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { procedureName } from "./compiler/procedure.ts";
import { DocComments } from "./docs.ts";
import { type Handler, isHandler } from "./spec/handler.ts";
import { declaredRuleSets, type RuleSet } from "./spec/rule.ts";

/** A handler, with where it is declared and what its doc comment says. */
export interface DeclaredHandler {
  readonly name: string;
  readonly handler: Handler;
  readonly file: string;
  readonly doc: string;
}

/** A rule set with its file and doc comment. */
export interface DeclaredRuleSet {
  readonly ruleSet: RuleSet;
  readonly file: string;
  readonly doc: string;
}

/** All that handlers/ declares. */
export interface Specs {
  readonly handlers: readonly DeclaredHandler[];
  readonly ruleSets: readonly DeclaredRuleSet[];
}

const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * Loads every module under handlers/, by which the specs declare themselves.
 * @throws Error when two handlers claim the same pair, or a declaration has no doc comment
 */
export async function loadSpecs(folder = fileURLToPath(new URL("../handlers", import.meta.url))): Promise<Specs> {
  const docs = new DocComments();
  const handlers = new Map<string, DeclaredHandler>();
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    if (!path.endsWith(".ts")) continue;
    const absolute = `${folder}/${path}`;
    const file = relative(repository, absolute);
    const exported: Record<string, unknown> = await import(pathToFileURL(absolute).href);
    for (const [exportName, handler] of Object.entries(exported)) {
      if (!isHandler(handler)) continue;
      const name = procedureName(handler);
      const other = handlers.get(name);
      if (other !== undefined && other.handler !== handler)
        throw new Error(`${file} and ${other.file} both declare ${name}`);
      if (other === undefined) handlers.set(name, { name, handler, file, doc: docs.ofExport(file, exportName) });
    }
  }
  const ruleSets = declaredRuleSets().map((ruleSet) => ({
    ruleSet,
    file: ruleSet.position.split(":")[0] ?? "",
    doc: docs.at(ruleSet.position),
  }));
  return { handlers: [...handlers.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), ruleSets };
}
