/** The files that the rulebook points to: specs and procedures, line by line. */
import { readFile } from "node:fs/promises";
import { escapeHtml } from "../answers.ts";
import { layout } from "./layout.ts";

const root = new URL("../../../", import.meta.url);

/** Nothing else is served. A name has one dot, before its ending, so that no path leads out of these folders. */
const servedPath = /^(?:handlers|sql|migrations|codegen)(?:\/[a-z0-9_-]+)+\.(?:ts|sql)$/;

/**
 * The address of a file here.
 * @param path from the root of the project
 * @param anchor "#L41" for a line
 * @returns undefined where it is not served
 */
export function sourceAddress(path: string, anchor = ""): string | undefined {
  return servedPath.test(path) ? `/source/${path}${anchor}` : undefined;
}

/**
 * A file as a page; each line has an anchor.
 * @param path from the root of the project, as an address has it
 * @returns undefined where there is no such file, or it is not served
 */
export async function sourcePage(path: string): Promise<string | undefined> {
  if (!servedPath.test(path)) {
    return undefined;
  }
  let text: string;
  try {
    text = await readFile(new URL(path, root), "utf8");
  } catch {
    return undefined;
  }
  const lines = text
    .replace(/\n$/, "")
    .split("\n")
    .map((line, index) => `<span class="line" id="L${index + 1}">${escapeHtml(line)}\n</span>`);
  return layout(
    path,
    `<h1 class="path">${escapeHtml(path)}</h1>\n<pre class="source" tabindex="0">${lines.join("")}</pre>`,
  );
}
