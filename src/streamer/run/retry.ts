import { type Backoff, pauseMilliseconds } from "../../chain/retry.ts";
import { repeatable } from "../../database/repeatable.ts";
import { errorMessage } from "../../errors.ts";
import type { ApplyError } from "./applied.ts";

/** The API's jobs hold their locks for seconds at most; who is in the way longer is named by 75, and a supervisor comes back. */
export const usualRetries: Backoff = { firstMilliseconds: 50, longestMilliseconds: 2_000, retries: 10 };

/** What looks like a changed schema is tried once more; then it is a fault of ours. */
const retriesOnChangedSchema = 1;

/** How a commit that was rolled back is tried again. */
export interface Retry {
  /** How long to wait before. */
  readonly milliseconds: number;
  /** What the database said. */
  readonly reason: string;
  /** The same, for the log. */
  readonly sentence: string;
}

/**
 * Decides whether a commit that was rolled back is tried again: the error says that another session was in the way (a deadlock
 * with one of the API's jobs), or that a migration of the API's changed a table beneath it.
 * @param error what commitBlocks threw
 * @param tries how often the commit has been tried
 * @param backoff how often to try again where another session was in the way
 * @returns undefined where the error stands
 */
export function retryAfter(error: ApplyError, tries: number, backoff: Backoff): Retry | undefined {
  const cause = repeatable(error.cause);
  const retries = cause?.kind === "changed schema" ? retriesOnChangedSchema : backoff.retries;
  if (cause === undefined || tries > retries) {
    return undefined;
  }
  const reason = errorMessage(error.cause);
  return {
    milliseconds: pauseMilliseconds(backoff, tries - 1),
    reason,
    sentence: `${error.doing} failed, for ${cause.because}: ${reason}. It was rolled back; trying again (${tries} of ${retries})`,
  };
}
