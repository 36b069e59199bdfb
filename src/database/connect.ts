import pg from "pg";
import { describeAddress, parseAddress } from "../address.ts";
import { errorCode, errorMessage } from "../errors.ts";
import { type ExitCode, exitCode, Failure } from "../exit.ts";
import { checkAlone } from "./pooler.ts";
import { settleSession, stayOpen } from "./session-settings.ts";
import { watchAnswers } from "./watch-answers.ts";

/** The oldest Postgres that the procedures are tested on; production runs 15.13. */
const oldestMajorVersion = 15;

/** What a connection is for, as others see it in pg_stat_activity. */
export interface ConnectOptions {
  readonly applicationName: string;
  /** Whether to refuse a session that a pooler lends to others too: for whoever takes locks that last as long as the session. */
  readonly alone?: boolean;
  /** How long a statement may go without an answer before the server is asked about it, in milliseconds, where not as usual. */
  readonly silenceMilliseconds?: number;
  /** How long a new connection may go without an answer, in milliseconds, where not as usual. */
  readonly withinMilliseconds?: number;
}

/** How long a server may take to let us in, in milliseconds. */
const connectWithinMilliseconds = 30_000;

/** An idle connection is probed after this long, in milliseconds, so that a firewall does not forget it. */
const probeAfterMilliseconds = 30_000;

/**
 * Opens a connection with the settings that all our SQL relies on.
 * @param url postgres://user:password@host:port/database
 * @throws Failure when the server cannot be reached, refuses us, is too old or keeps the database in another encoding than UTF8, and
 *   where a pooler lends us sessions that are not ours alone
 */
export async function connect(url: string, options: ConnectOptions): Promise<pg.Client> {
  const open = () => openFirst(urlsToTry(url), url, options);
  const client = await open();
  try {
    await withinLimit(stayOpen(client), client, url, options.withinMilliseconds);
    const pid = await checkServer(client, url);
    watchAnswers(client, { pid, open, ...options });
    if (options.alone === true) {
      // Before our settings, which a pooler would hand on to others.
      await checkAlone(client, url, open);
    }
    await settleSession(client);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw connectionFailure(error, url);
  }
  return client;
}

/** sslmode=prefer, and allow, take TLS without a check of the certificate where the server has it; pg by itself takes them for require. */
function urlsToTry(url: string): string[] {
  const address = parseAddress(url);
  if (address === undefined || !["prefer", "allow"].includes(address.searchParams.get("sslmode") ?? "")) {
    return [url];
  }
  return ["no-verify", "disable"].map((mode) => {
    address.searchParams.set("sslmode", mode);
    return address.toString();
  });
}

async function openFirst(urls: readonly string[], given: string, options: ConnectOptions): Promise<pg.Client> {
  for (const [index, url] of urls.entries()) {
    const client = newClient(url, given, options);
    // A connection may break at any moment, also between two statements. The next one then fails with the reason; without a listener the
    // event would end the process with a stack, whatever it was about to say.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (index === urls.length - 1 || errorMessage(error) !== noTls) {
        throw connectionFailure(error, given);
      }
    }
  }
  throw new Error("there is an address to try");
}

function newClient(url: string, given: string, options: ConnectOptions): pg.Client {
  if (!/^postgres(ql)?:$/.test(parseAddress(url)?.protocol ?? "")) {
    throw new Failure(
      "DATABASE_URL (or --database) is not a valid database URL; expected postgres://user:password@host:port/database. " +
        "In a password, / ? # and @ are written %2F %3F %23 and %40.",
      exitCode.configuration,
    );
  }
  try {
    return new pg.Client({
      connectionString: url,
      application_name: options.applicationName,
      connectionTimeoutMillis: connectWithinMilliseconds,
      keepAlive: true,
      keepAliveInitialDelayMillis: probeAfterMilliseconds,
    });
  } catch (error) {
    throw connectionFailure(error, given);
  }
}

/** A pooler lets a client in before it has a session for it, which may be never. */
async function withinLimit<Answer>(
  answer: Promise<Answer>,
  client: pg.Client,
  url: string,
  milliseconds = connectWithinMilliseconds,
): Promise<Answer> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void client.end().catch(() => undefined);
  }, milliseconds);
  try {
    return await answer;
  } catch (error) {
    throw isLate
      ? new Failure(
          `${describeAddress(url)} lets us in, but has not answered for ${milliseconds / 1000} s. Where it is a pooler, its pool has no session left; npm start needs three.`,
          exitCode.tryAgain,
          { cause: error },
        )
      : error;
  } finally {
    clearTimeout(timer);
  }
}

/** @returns the server's process of the session */
async function checkServer(client: pg.Client, url: string): Promise<number> {
  const { rows } = await client.query<{ pid: number; number: string; version: string; encoding: string }>(
    `select
       pg_backend_pid() as pid,
       current_setting('server_version_num') as number,
       current_setting('server_version') as version,
       current_setting('server_encoding') as encoding`,
  );
  for (const { pid, number, version, encoding } of rows) {
    if (Number(number) < oldestMajorVersion * 10_000) {
      throw new Failure(
        `${describeAddress(url)} runs Postgres ${version}; Postgres ${oldestMajorVersion} or later is needed.`,
        exitCode.configuration,
      );
    }
    if (encoding !== "UTF8") {
      throw new Failure(
        `${describeAddress(url)} is encoded in ${encoding}; UTF8 is needed, and the encoding of a database cannot be changed: ` +
          "make another with create database … encoding 'UTF8' template template0.",
        exitCode.configuration,
      );
    }
    return pid;
  }
  throw new Error("the server gave no row for a row");
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
  ["EHOSTUNREACH", { code: exitCode.tryAgain, sentence: "No way leads to that host at present." }],
  ["ENETUNREACH", { code: exitCode.tryAgain, sentence: "No way leads to that host at present." }],
  ["28P01", { code: exitCode.configuration, sentence: "The server refuses this password." }],
  ["28000", { code: exitCode.configuration, sentence: "The server refuses this user: check its pg_hba.conf." }],
  ["3D000", { code: exitCode.configuration, sentence: "Create the database first, or name another." }],
]);

function connectionFailure(error: unknown, url: string): Error {
  if (error instanceof Failure) {
    return error;
  }
  const { code, sentence } = isFileError(error)
    ? { code: exitCode.configuration, sentence: "Check the files that sslrootcert, sslcert and sslkey name." }
    : (failures.get(errorCode(error) ?? "") ?? unknownFailure(error));
  // A refused connection to several addresses of one host comes as an AggregateError without a message.
  const reason = errorMessage(error) || (errorCode(error) ?? "unknown error");
  return new Failure(`cannot connect to ${describeAddress(url)}: ${reason}. ${sentence}`, code, {
    cause: error,
  });
}

/** How pg says that the server refuses TLS. */
const noTls = "The server does not support SSL connections";

/** Errors of pg's own, which have no code. */
const ownErrors: ReadonlyMap<string, { readonly code: ExitCode; readonly sentence: string }> = new Map([
  [
    noTls,
    {
      code: exitCode.configuration,
      sentence: "The URL demands TLS: switch it on at the server, or leave sslmode out where the way there is safe.",
    },
  ],
  [
    "timeout expired",
    { code: exitCode.tryAgain, sentence: "The server does not answer: check host, port and firewall." },
  ],
]);

/** Those that begin so: pg's words say nothing to who does not know its source. */
const missingPassword = /client password must be/;

function unknownFailure(error: unknown): { readonly code: ExitCode; readonly sentence: string } {
  const message = errorMessage(error);
  const own = ownErrors.get(message);
  if (own !== undefined) {
    return own;
  }
  if (missingPassword.test(message)) {
    return { code: exitCode.configuration, sentence: "The server asks for a password, and the URL has none." };
  }
  const code = errorCode(error) ?? "";
  if (/CERT|SIGNATURE|^ERR_TLS/.test(code)) {
    return {
      code: exitCode.configuration,
      sentence: "The server's certificate is not trusted: name its authority with sslrootcert=<file> in the URL.",
    };
  }
  return code === "" && /connection/i.test(message)
    ? { code: exitCode.tryAgain, sentence: "The connection broke; try again." }
    : { code: exitCode.configuration, sentence: "Check DATABASE_URL." };
}

/** Whether a file that the URL names, such as sslrootcert, cannot be read. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && (error.syscall === "open" || error.syscall === "read");
}
