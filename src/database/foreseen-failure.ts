import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";
import { passingFailure } from "./passing-failure.ts";

/** SQLSTATE of a statement that the role has no right to. */
const insufficientPrivilege = "42501";

/**
 * Makes a sentence of an error of the database that is no fault of ours: one that passes, or a right that is missing.
 * @param error anything that was thrown; a Failure is given back as it is
 * @param doing what was being done: "examining the database"
 * @returns undefined for an error that only its stack explains
 */
export function foreseenFailure(error: unknown, doing: string): Failure | undefined {
  if (error instanceof Failure) {
    return error;
  }
  if (errorCode(error) === insufficientPrivilege) {
    return new Failure(
      `${doing} failed: ${errorMessage(error)}: the database's owner must grant that right (docs/operating.md, "Rights"). What was not committed left no trace.`,
      exitCode.configuration,
      { cause: error },
    );
  }
  return passingFailure(error, doing);
}
