import { errorCode } from "../errors.ts";

/** Errors that only say what another session did meanwhile, by SQLSTATE. */
const ofOtherSessions: ReadonlySet<string> = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
]);

/**
 * Errors of a table, column or function that was changed or dropped while a statement was on its way to it, as the API's own
 * migrations do; a statement that is planned afresh finds what is there.
 */
const ofChangedSchema: ReadonlySet<string> = new Set([
  "0A000", // feature_not_supported: "cached plan must not change result type"
  "42703", // undefined_column
  "42804", // datatype_mismatch: "type of parameter … does not match that when preparing the plan"
  "42883", // undefined_function
  "42P01", // undefined_table
  "XX000", // internal_error: "cache lookup failed for …", "could not open relation with OID …"
]);

/** Why a transaction that failed may well succeed when it is tried again. */
export interface Repeatable {
  /** A few words for the log. */
  readonly because: string;
  /** Another session may be in the way several times in a row; what looks like a changed schema may also be a fault of ours. */
  readonly kind: "other session" | "changed schema";
}

/**
 * Tells an error after which the same transaction may succeed at once.
 * @param error an error of the database
 * @returns undefined for an error that trying again does not change
 */
export function repeatable(error: unknown): Repeatable | undefined {
  const code = errorCode(error);
  if (code === undefined) {
    return undefined;
  }
  if (ofOtherSessions.has(code)) {
    return { kind: "other session", because: "another session was in the way" };
  }
  return ofChangedSchema.has(code)
    ? { kind: "changed schema", because: "the schema may have changed under us" }
    : undefined;
}
