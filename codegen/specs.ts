import { readdir } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { procedureName } from "./compiler/procedure.ts";
import { ruleSetsOf } from "./compiler/rule-sets.ts";
import { DocComments } from "./docs.ts";
import { type Edition, editionOf, editions } from "./editions.ts";
import { type Handler, isHandler } from "./spec/handler.ts";
import type { RuleSet } from "./spec/rule.ts";

/** A handler, with where it is declared and what its doc comment says. */
export interface DeclaredHandler {
  readonly edition: Edition;
  /** Its procedure's name, without the schema; the handler's name in rejections. */
  readonly name: string;
  readonly handler: Handler;
  /** The spec's path from the root of the repository. */
  readonly file: string;
  readonly doc: string;
}

/** A rule set that handlers of an edition ask, with its file and doc comment. */
export interface DeclaredRuleSet {
  readonly ruleSet: RuleSet;
  readonly file: string;
  readonly doc: string;
}

/** What one edition declares. */
export interface EditionSpecs {
  readonly edition: Edition;
  /** By name. */
  readonly handlers: readonly DeclaredHandler[];
  /** By name: those that the edition's handlers ask, wherever they are declared. */
  readonly ruleSets: readonly DeclaredRuleSet[];
}

const repository = fileURLToPath(new URL("..", import.meta.url));

/**
 * Loads every module under handlers/, by which the specs declare themselves.
 * @returns the editions in the order of `editions`
 * @throws Error when two handlers of an edition claim the same pair, or a declaration has no doc comment
 */
export async function loadSpecs(
  folder = fileURLToPath(new URL("../handlers", import.meta.url)),
): Promise<readonly EditionSpecs[]> {
  const docs = new DocComments();
  const declared = await loadHandlers(folder, docs);
  return editions.map((edition) => {
    const handlers = declared.filter((each) => each.edition === edition);
    const ruleSets = ruleSetsOf(handlers.map(({ handler }) => handler)).map((ruleSet) => ({
      ruleSet,
      file: ruleSet.position.split(":")[0] ?? "",
      doc: docs.at(ruleSet.position),
    }));
    return { edition, handlers, ruleSets };
  });
}

async function loadHandlers(folder: string, docs: DocComments): Promise<DeclaredHandler[]> {
  const handlers = new Map<string, DeclaredHandler>();
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    if (!path.endsWith(".ts")) {
      continue;
    }
    const absolute = `${folder}/${path}`;
    const file = relative(repository, absolute);
    const edition = editionOf(file);
    const exported: Record<string, unknown> = await import(pathToFileURL(absolute).href);
    for (const [exportName, handler] of Object.entries(exported)) {
      if (!isHandler(handler)) {
        continue;
      }
      const name = procedureName(handler);
      const key = `${edition} ${name}`;
      const other = handlers.get(key);
      if (other !== undefined && other.handler !== handler) {
        throw new Error(`${file} and ${other.file} both declare ${name}`);
      }
      handlers.set(key, other ?? { edition, name, handler, file, doc: docs.ofExport(file, exportName) });
    }
  }
  return [...handlers.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
