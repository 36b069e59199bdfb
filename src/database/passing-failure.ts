import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";

/** Errors that say something about the database and nothing about the block: by SQLSTATE, or by its first two characters. */
const passing: ReadonlyMap<string, string> = new Map([
  ["08", "the connection to the database was lost; start again when it answers"],
  ["40", "another session of the database was in the way; start again"],
  ["53", "the database has run out of something that it needs; see its log, then start again"],
  ["57", "the database ended the statement or is shutting down; start again when it answers"],
  ["58", "the database's machine failed it; see its log, then start again"],
  ["25P03", "the database ended our session by idle_in_transaction_session_timeout, which a pooler may set; raise it"],
  ["25P04", "the database ended our session by transaction_timeout, which a pooler may set; raise it"],
  ["57P05", "the database ended our session by idle_session_timeout, which a pooler may set; raise it"],
  ["57P01", "somebody ended our session, or the database is shutting down; start again when it answers"],
  ["57P02", "the database crashed and is recovering; start again when it answers"],
  ["25006", "the database takes no writes: it is a standby, or was switched to read only; point to the primary"],
  ["53100", "the database's disk is full; make room, then start again"],
  ["53200", "the database is out of memory; start again when it has some"],
  ["53300", "the database has no connection left; raise max_connections or end other clients, then start again"],
  ["55006", "another process applies blocks to this database now, and only one may; stop it, or use another database"],
  ["55P03", "somebody held a lock for too long, whom the log names before this; start again"],
  ["57014", "the statement was cancelled or ran into statement_timeout; raise it for this user, then start again"],
]);

/**
 * Tells an error that will pass from one that comes back with every try.
 * @param error an error of the database
 * @param doing what was being done: "applying block 1201"
 * @returns a Failure with exit code 75 for an error that says nothing about the block, undefined for one that does
 */
export function passingFailure(error: unknown, doing: string): Failure | undefined {
  const code = errorCode(error);
  const ofDatabase = isSqlState(code);
  const sentence = ofDatabase
    ? (passing.get(code) ?? passing.get(code.slice(0, 2)))
    : isConnectionLoss(code, errorMessage(error))
      ? passing.get("08")
      : undefined;
  if (sentence === undefined) {
    return undefined;
  }
  return new Failure(
    `${doing} failed: ${withState(errorMessage(error), ofDatabase ? code : undefined)}: ${sentence}. What was not committed left no trace.`,
    exitCode.tryAgain,
    { cause: error },
  );
}

/** Codes of the system for a connection that is gone. */
const networkCodes = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETDOWN",
]);

function isConnectionLoss(code: string | undefined, message: string): boolean {
  // pg's own errors on a lost connection have no code.
  return code === undefined ? /connection/i.test(message) : networkCodes.has(code);
}

/** A message with its SQLSTATE; em_apply has put it into the message already. */
function withState(message: string, state: string | undefined): string {
  return state === undefined || message.includes("SQLSTATE") ? message : `${message} (SQLSTATE ${state})`;
}

/** Whether a code is Postgres' own and not one of the system, such as EPIPE, that comes with a lost connection. */
function isSqlState(code: string | undefined): code is string {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("E");
}

/**
 * Of several errors of one lost session, the one that says most.
 * @param errors in the order in which they came
 * @returns the server's own, which has a SQLSTATE; where it gave no word, the last
 */
export function wordsOfServer(...errors: readonly unknown[]): unknown {
  return errors.find((error) => isSqlState(errorCode(error))) ?? errors.at(-1);
}
