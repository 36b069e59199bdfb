import type { Logger } from "pino";
import { openTarget, type TargetDatabase } from "../database/target.ts";

/**
 * Opens the database that a command's options or the environment name; the embedded one where they name none.
 * @throws Failure where it cannot be opened
 */
export function targetOf(
  { database, dataDirectory }: { readonly database?: string | undefined; readonly dataDirectory?: string | undefined },
  log: Logger,
): Promise<TargetDatabase> {
  return openTarget(
    { url: database ?? process.env.DATABASE_URL, directory: dataDirectory ?? process.env.EM_DATA_DIRECTORY },
    (line) => log.info(line),
  );
}
