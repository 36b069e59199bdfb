import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { catalog } from "./generated/catalog.ts";

/** The tables that something reads and writes. */
export interface Effects {
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

const tables = new Set<string>(Object.keys(catalog));
const writing = /\b(?:insert\s+into|update|delete\s+from)\s+(?:public\.)?([a-z_]+)/g;
const reading = /\b(?:from|join)\s+(?:public\.)?([a-z_]+)/g;
const calling = /\bem\.([a-z_]+)\s*\(/g;

/** What the hand-written functions of sql/functions/ read and write, with all that they call; from their text. */
export class SqlEffects {
  private constructor(private readonly sources: ReadonlyMap<string, string>) {}

  /** Reads sql/functions/. */
  static async load(): Promise<SqlEffects> {
    const folder = fileURLToPath(new URL("../sql/functions/", import.meta.url));
    const sources = new Map<string, string>();
    for (const path of await readdir(folder, { recursive: true })) {
      if (!path.endsWith(".sql")) continue;
      const text = await readFile(folder + path, "utf8");
      for (const [, name = ""] of text.matchAll(/create (?:or replace )?function em\.([a-z_]+)\s*\(/g)) {
        sources.set(name, (sources.get(name) ?? "") + text);
      }
    }
    return new SqlEffects(sources);
  }

  /** The effects of a function, by its name without the schema; a function of Postgres has none. */
  of(name: string): Effects {
    const reads = new Set<string>();
    const writes = new Set<string>();
    const seen = new Set<string>();
    const visit = (each: string) => {
      if (seen.has(each)) return;
      seen.add(each);
      const text = this.sources.get(each) ?? "";
      for (const [, table = ""] of text.matchAll(writing)) if (tables.has(table)) writes.add(table);
      for (const [, table = ""] of text.matchAll(reading)) if (tables.has(table)) reads.add(table);
      for (const [, called = ""] of text.matchAll(calling)) visit(called);
    };
    visit(name);
    return { reads, writes };
  }
}
