/** Where the lines of a function's body stand in the files under sql/. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A function's file. */
export interface SourceFile {
  /** Its path in the repository. */
  readonly path: string;
  readonly isGenerated: boolean;
  readonly lines: readonly string[];
  /** The line, from 1, on which the body begins: the body's line 1 is the rest of it. */
  readonly bodyLine: number;
}

/** The files of our functions, by the function's qualified name. */
export function sourceFiles(): Map<string, SourceFile> {
  const files = new Map<string, SourceFile>();
  for (const folder of ["sql/functions", "sql/generated"]) {
    for (const name of readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".sql")) {
        continue;
      }
      const path = join(repository, folder, name);
      const lines = readFileSync(path, "utf8").split("\n");
      for (const [index, line] of lines.entries()) {
        const declared = /^create function ((?:em(?:_\w+)?|public)\.\w+)\(/.exec(line)?.[1];
        if (declared === undefined) {
          continue;
        }
        const body = lines.findIndex((each, at) => at >= index && /\bas \$\w*\$$/.test(each.trim()));
        files.set(declared, {
          path: relative(repository, path),
          isGenerated: folder === "sql/generated",
          lines,
          bodyLine: body + 1,
        });
      }
    }
  }
  return files;
}

/** A line of a function's body: its number in the file, and what is said of it right above, if anything is. */
export function placeOf({ lines, bodyLine }: SourceFile, bodyLineNumber: number): { line: number; said: string } {
  const line = bodyLine + bodyLineNumber - 1;
  const above = lines.slice(0, line).reverse();
  const said = above.slice(0, 4).find((each) => each.trim().startsWith("-- "));
  return { line, said: said?.trim().slice("-- ".length) ?? (lines[line - 1] ?? "").trim() };
}
