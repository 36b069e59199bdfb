/** The script and the style of the console's page, bundled from console/ when somebody first looks; nothing generated is kept. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { AnswerType } from "../answers.ts";

const folder = new URL("../../../console/", import.meta.url);

interface Asset {
  readonly type: AnswerType;
  readonly body: string;
}

let assets: Promise<ReadonlyMap<string, Asset>> | undefined;

/**
 * A file that the pages need.
 * @param name "page.js", "page.css" or "icon.svg"
 * @returns undefined where there is no such file
 */
export async function asset(name: string): Promise<Asset | undefined> {
  assets ??= bundle();
  try {
    return (await assets).get(name);
  } catch (error) {
    assets = undefined;
    throw error;
  }
}

/** The console's first page. */
export function firstPage(): Promise<string> {
  return readFile(new URL("page.html", folder), "utf8");
}

async function bundle(): Promise<ReadonlyMap<string, Asset>> {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(folder),
    entryPoints: ["page.ts", "page.css"],
    outdir: "out",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  const icon = await readFile(new URL("icon.svg", folder), "utf8");
  return new Map<string, Asset>([
    ["icon.svg", { type: "svg", body: icon }],
    ...outputFiles.map(({ path, text }): [string, Asset] =>
      path.endsWith(".css") ? ["page.css", { type: "css", body: text }] : ["page.js", { type: "js", body: text }],
    ),
  ]);
}
