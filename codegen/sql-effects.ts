import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadModule, parsePlPgSQLSync, parseSync } from "libpg-query";
import { catalog } from "./generated/catalog.ts";

/** The tables that something reads and writes. */
export interface Effects {
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

/** What one function does by itself. */
interface Own {
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  /** The functions of the schema em that it calls. */
  readonly calls: Set<string>;
}

const tables = new Set<string>(Object.keys(catalog));
const writing = ["InsertStmt", "UpdateStmt", "DeleteStmt"];

/** What the hand-written functions of sql/functions/ read and write, with all that they call; from their parse trees. */
export class SqlEffects {
  readonly #functions: ReadonlyMap<string, Own>;

  private constructor(functions: ReadonlyMap<string, Own>) {
    this.#functions = functions;
  }

  /**
   * Reads and parses sql/functions/.
   * @throws SqlError when Postgres' parser does not take a file
   */
  static async load(): Promise<SqlEffects> {
    await loadModule();
    const folder = fileURLToPath(new URL("../sql/functions/", import.meta.url));
    const functions = new Map<string, Own>();
    for (const path of (await readdir(folder, { recursive: true })).sort()) {
      if (path.endsWith(".sql")) {
        collectFunctions(await readFile(folder + path, "utf8"), functions);
      }
    }
    return new SqlEffects(functions);
  }

  /** The effects of a function, by its name without the schema; a function of Postgres does not have any. */
  of(name: string): Effects {
    const reads = new Set<string>();
    const writes = new Set<string>();
    const seen = new Set<string>();
    const visit = (each: string) => {
      const own = this.#functions.get(each);
      if (own === undefined || seen.has(each)) {
        return;
      }
      seen.add(each);
      for (const table of own.reads) {
        reads.add(table);
      }
      for (const table of own.writes) {
        writes.add(table);
      }
      own.calls.forEach(visit);
    };
    visit(name);
    return { reads, writes };
  }
}

/** Adds the functions that a file creates; overloaded ones count as one. */
function collectFunctions(text: string, functions: Map<string, Own>): void {
  visitNodes(parseSync(text), (kind, node) => {
    if (kind !== "CreateFunctionStmt") {
      return;
    }
    const name = strings(node.funcname).at(-1) ?? "";
    const own = functions.get(name) ?? { reads: new Set(), writes: new Set(), calls: new Set() };
    functions.set(name, own);
    const options = new Map<string, string>();
    visitNodes(node.options, (option, { defname, arg }) => {
      if (option === "DefElem" && typeof defname === "string") {
        options.set(defname, strings(arg)[0] ?? "");
      }
    });
    const body = options.get("as") ?? "";
    if (options.get("language") === "plpgsql") {
      collectPlpgsql(text, own);
    } else {
      collectStatement(body, own);
    }
  });
}

/** Collects from the statements and expressions inside the plpgsql functions of a file. */
function collectPlpgsql(text: string, own: Own): void {
  visitNodes(parsePlPgSQLSync(text), (kind, { query, parseMode }) => {
    if (kind === "PLpgSQL_expr" && typeof query === "string") {
      collectStatement(statementOf(query, parseMode), own);
    }
  });
}

/** An expression or an assignment as a statement that the parser takes. */
function statementOf(query: string, parseMode: unknown): string {
  // RAW_PARSE_PLPGSQL_EXPR is 2, the assignments to one, two or three names are 3 to 5.
  if (parseMode === 2) {
    return `select ${query}`;
  }
  return parseMode === 3 || parseMode === 4 || parseMode === 5 ? `select ${query.replace(/^.*?:?=/s, "")}` : query;
}

function collectStatement(statement: string, own: Own): void {
  visitNodes(parseSync(statement), (kind, node) => {
    if (writing.includes(kind)) {
      addTable(node.relation, own.writes);
    }
    if (kind === "FuncCall") {
      const [schema, name] = strings(node.funcname);
      if (schema === "em" && name !== undefined) {
        own.calls.add(name);
      }
    }
    // What is written stands in `relation`, not in a RangeVar.
    if (kind === "RangeVar") {
      addTable(node, own.reads);
    }
  });
}

function addTable(relation: unknown, into: Set<string>): void {
  if (isObject(relation) && typeof relation.relname === "string" && tables.has(relation.relname)) {
    into.add(relation.relname);
  }
}

/** The strings in a part of a parse tree, in their order. */
function strings(part: unknown): string[] {
  const found: string[] = [];
  visitNodes(part, (kind, { sval }) => {
    if (kind === "String" && typeof sval === "string") {
      found.push(sval);
    }
  });
  return found;
}

type Visit = (kind: string, node: Readonly<Record<string, unknown>>) => void;

/** Calls back for every object in a parse tree, with the member that holds it: for a node that is its kind. */
function visitNodes(tree: unknown, visit: Visit): void {
  if (Array.isArray(tree)) {
    for (const each of tree) {
      visitNodes(each, visit);
    }
  } else if (isObject(tree)) {
    for (const [kind, node] of Object.entries(tree)) {
      if (isObject(node)) {
        visit(kind, node);
      }
      visitNodes(node, visit);
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
