/** What `npm run doctor` found last, kept beside the embedded Postgres for who asks later: the console. Nothing of it is in a database. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parseAddress } from "../address.ts";

const lastResult = z.object({
  /** Which database it is of. */
  database: z.string(),
  /** When it ended, milliseconds since 1970. */
  at: z.number(),
  verdict: z.string(),
  healthy: z.boolean(),
  sentences: z.array(z.string()),
});

/** The end of a run of doctor. */
export type LastResult = Omit<z.infer<typeof lastResult>, "database">;

/**
 * Keeps a result, in place of the one before.
 * @param directory the data directory of `npm start` (--data-directory)
 * @param database the database's address; undefined for the embedded one
 * @throws Error where the directory cannot be written
 */
export async function keepLastResult(
  directory: string,
  database: string | undefined,
  result: LastResult,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const file = fileIn(directory);
  await writeFile(`${file}.new`, `${JSON.stringify({ database: identityOf(database), ...result })}\n`);
  await rename(`${file}.new`, file);
}

/**
 * Reads the last result.
 * @returns undefined where doctor has not been run from here, or last for another database
 */
export async function readLastResult(directory: string, database: string | undefined): Promise<LastResult | undefined> {
  try {
    const { database: of, ...result } = lastResult.parse(JSON.parse(await readFile(fileIn(directory), "utf8")));
    return of === identityOf(database) ? result : undefined;
  } catch {
    return undefined;
  }
}

function fileIn(directory: string): string {
  return join(directory, "doctor.json");
}

/** Tells databases apart without naming them: by host, port and name, whoever connects. */
function identityOf(database: string | undefined): string {
  if (database === undefined) {
    return "embedded";
  }
  const address = parseAddress(database);
  return createHash("sha256").update(`${address?.host}${address?.pathname}`).digest("hex");
}
