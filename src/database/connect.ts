import pg from "pg";
import { describeAddress, parseAddress } from "../address.ts";
import { type ExitCode, exitCode, Failure } from "../exit.ts";
import { errorCode, errorMessage } from "./errors.ts";

/** The oldest Postgres that the procedures are tested on; production runs 15.13. */
const oldestMajorVersion = 15;

/** What a connection is for, as others see it in pg_stat_activity. */
export interface ConnectOptions {
  readonly applicationName: string;
}

/**
 * Opens a connection with the settings that all our SQL relies on: UTC, and tables found in the schema public.
 * @param url postgres://user:password@host:port/database
 * @throws Failure when the server cannot be reached, refuses us or is too old
 */
export async function connect(url: string, options: ConnectOptions): Promise<pg.Client> {
  const client = newClient(url, options);
  // A connection may break at any moment, also between two statements. The next one then fails and tells; without a listener the
  // event would end the process with a stack, whatever it was about to say.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await checkVersion(client, url);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw connectionFailure(error, url);
  }
  return client;
}

function newClient(url: string, options: ConnectOptions): pg.Client {
  if (!/^postgres(ql)?:$/.test(parseAddress(url)?.protocol ?? "")) {
    throw new Failure(
      "the database URL (DATABASE_URL or --database) cannot be read: it must look like postgres://user:password@host:port/database. " +
        "In a password, / ? # and @ are written %2F %3F %23 and %40.",
      exitCode.configuration,
    );
  }
  try {
    return new pg.Client({
      connectionString: url,
      application_name: options.applicationName,
      options: "-c timezone=UTC -c search_path=public",
    });
  } catch (error) {
    throw connectionFailure(error, url);
  }
}

async function checkVersion(client: pg.Client, url: string): Promise<void> {
  const result = await client.query<{ server_version_num: string; server_version: string }>(
    "select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version",
  );
  for (const row of result.rows) {
    if (Number(row.server_version_num) >= oldestMajorVersion * 10_000) continue;
    throw new Failure(
      `${describeAddress(url)} runs Postgres ${row.server_version}; Postgres ${oldestMajorVersion} or later is needed.`,
      exitCode.configuration,
    );
  }
}

// What a failing connection means to an operator: whether waiting helps, and what to do otherwise.
const failures: ReadonlyMap<string, { readonly code: ExitCode; readonly sentence: string }> = new Map([
  [
    "ECONNREFUSED",
    { code: exitCode.tryAgain, sentence: "Nothing answers there: start the server, or check host and port." },
  ],
  ["ECONNRESET", { code: exitCode.tryAgain, sentence: "The server ended the connection." }],
  ["ETIMEDOUT", { code: exitCode.tryAgain, sentence: "The server does not answer: check host, port and firewall." }],
  ["EAI_AGAIN", { code: exitCode.tryAgain, sentence: "The name of the host could not be looked up at present." }],
  ["EPIPE", { code: exitCode.tryAgain, sentence: "The server ended the connection." }],
  ["57P01", { code: exitCode.tryAgain, sentence: "The server ended the connection." }],
  ["57P02", { code: exitCode.tryAgain, sentence: "The server crashed and is recovering." }],
  ["57P03", { code: exitCode.tryAgain, sentence: "The server is starting or stopping." }],
  [
    "53300",
    {
      code: exitCode.tryAgain,
      sentence: "The server has no connection left: raise max_connections or end other clients.",
    },
  ],
  ["ENOTFOUND", { code: exitCode.configuration, sentence: "There is no host of that name." }],
  ["ENOENT", { code: exitCode.configuration, sentence: "There is no such socket." }],
  ["28P01", { code: exitCode.configuration, sentence: "The server refuses this password." }],
  ["28000", { code: exitCode.configuration, sentence: "The server refuses this user: check its pg_hba.conf." }],
  ["3D000", { code: exitCode.configuration, sentence: "Create the database first, or name another." }],
]);

function connectionFailure(error: unknown, url: string): Error {
  if (error instanceof Failure) return error;
  const { code, sentence } = failures.get(errorCode(error) ?? "") ?? unknownFailure(error);
  // A refused connection to several addresses of one host comes as an AggregateError without a message.
  const reason = errorMessage(error) || (errorCode(error) ?? "unknown error");
  return new Failure(`cannot connect to ${describeAddress(url)}: ${reason}. ${sentence}`, code, {
    cause: error,
  });
}

/** An error of pg's own, without a code, says that the connection broke while it was made; any other that the URL is wrong. */
function unknownFailure(error: unknown): { readonly code: ExitCode; readonly sentence: string } {
  return errorCode(error) === undefined && /connection/i.test(errorMessage(error))
    ? { code: exitCode.tryAgain, sentence: "The connection broke; try again." }
    : { code: exitCode.configuration, sentence: "Check DATABASE_URL." };
}
