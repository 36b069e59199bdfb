import { describeUrl } from "./connect.ts";
import { startEmbedded } from "./embedded.ts";

/** Where a command finds its database. */
export interface Whereabouts {
  /** What DATABASE_URL or a flag says; undefined or empty for none. */
  readonly database?: string | undefined;
  /** The folder of the embedded one. */
  readonly dataDirectory: string;
}

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
 * The database of DATABASE_URL, or else the embedded one, which is started.
 * @param log told what starting the embedded one does
 * @throws Failure when the embedded one cannot be started
 */
export async function openTarget(
  { database, dataDirectory }: Whereabouts,
  log: (line: string) => void,
): Promise<TargetDatabase> {
  if (database !== undefined && database !== "") {
    return { url: database, description: describeUrl(database), embedded: false, close: async () => undefined };
  }
  const embedded = await startEmbedded({ directory: dataDirectory, log });
  return {
    url: embedded.url,
    description: `the embedded Postgres at ${describeUrl(embedded.url)}`,
    embedded: true,
    close: () => embedded.stop(),
  };
}
