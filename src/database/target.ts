import { describeAddress } from "../address.ts";
import { defaultDirectory, startEmbedded } from "./embedded.ts";

/** The database that a command works on. */
export interface TargetDatabase {
  readonly url: string;
  /** Where it is, without a password, for messages. */
  readonly description: string;
  /** Whether it is the embedded one. */
  readonly embedded: boolean;
  /** Gives it back: ends the embedded server if this process started it. */
  close(): Promise<void>;
}

/**
 * The database that is asked for, or else the embedded one, which is started.
 * @param asked what DATABASE_URL or a flag says, and where the embedded one keeps its data; each undefined or empty for what
 *   `npm start` would take
 * @param log told what starting the embedded one does
 * @throws Failure when the embedded one cannot be started
 */
export async function openTarget(
  { url, directory }: { readonly url: string | undefined; readonly directory: string | undefined },
  log: (line: string) => void,
): Promise<TargetDatabase> {
  if (url !== undefined && url !== "") {
    return { url, description: describeAddress(url), embedded: false, close: async () => undefined };
  }
  const embedded = await startEmbedded({ directory: directory || defaultDirectory, log });
  return {
    url: embedded.url,
    description: `the embedded Postgres at ${describeAddress(embedded.url)}`,
    embedded: true,
    close: () => embedded.stop(),
  };
}
