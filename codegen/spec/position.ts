import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Where in the repository a word of a spec was written: `handlers/track/create.ts:41`. */
export type Position = string;

/** The file of a position: `handlers/track/create.ts`. */
export function fileOf(position: Position): string {
  return position.replace(/:\d+$/, "");
}

const specFolder = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The place that called into the spec language: the first stack frame outside codegen/spec/.
 * The rulebook links to it, and generated SQL names its file, so that a reader of either finds the spec.
 * @returns the path from the repository's root with `/`, and the line; `unknown` when the stack does not say.
 */
export function callSite(): Position {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 30;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  for (const line of stack.split("\n").slice(1)) {
    const match = /(file:\/\/[^)\s]+|\/[^)\s]+):(\d+):\d+\)?$/.exec(line);
    if (match === null) {
      continue;
    }
    const [, location = "", lineNumber = ""] = match;
    const file = location.startsWith("file:") ? fileURLToPath(location.replace(/\?.*$/, "")) : location;
    if (file.startsWith(specFolder)) {
      continue;
    }
    return `${relative(repository, file).split(sep).join("/")}:${lineNumber}`;
  }
  return "unknown";
}
