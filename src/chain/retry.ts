import { Code, ConnectError } from "@connectrpc/connect";
import pRetry from "p-retry";
import type { Logger } from "pino";
import { errorMessage } from "../errors.ts";
import { Failure } from "../exit.ts";

/** How to try again. Pauses double from try to try, each with jitter, so that many indexers do not come back at one moment. */
export interface Backoff {
  readonly firstMilliseconds: number;
  readonly longestMilliseconds: number;
  /** How often to try again before the error is given back; Infinity: until the signal aborts. */
  readonly retries: number;
}

/** Answers that trying again does not change: the node understood, and refuses. */
const refusals: ReadonlySet<Code> = new Set([
  Code.InvalidArgument,
  Code.Unauthenticated,
  Code.PermissionDenied,
  Code.Unimplemented,
  Code.FailedPrecondition,
  Code.ResourceExhausted,
]);

/**
 * Asks the node something, again and again while that fails in a way that passes. For asking the node; a commit
 * that is tried again takes its blocks once more (src/streamer/run/run.ts).
 * @param attempt what to do
 * @param doing a few words on it for the log
 * @param options among them `onFailure`, called with the reason of each failed try
 * @throws the last error when the tries are used up, when the node refuses, and when the signal aborts
 */
export function withRetry<Result>(
  attempt: () => Promise<Result>,
  doing: string,
  options: { backoff: Backoff; signal: AbortSignal; log: Logger; onFailure: (reason: string) => void },
): Promise<Result> {
  return pRetry(attempt, {
    retries: options.backoff.retries,
    minTimeout: options.backoff.firstMilliseconds,
    maxTimeout: options.backoff.longestMilliseconds,
    factor: 2,
    randomize: true,
    signal: options.signal,
    shouldRetry: ({ error }) => !isRefusal(error),
    onFailedAttempt({ error, attemptNumber, retriesLeft }) {
      if (options.signal.aborted || isRefusal(error)) {
        return;
      }
      const reason = reasonOf(error);
      options.onFailure(reason);
      if (retriesLeft > 0) {
        options.log.warn({ try: attemptNumber, reason }, `${doing} failed; trying again`);
      }
    },
  });
}

/**
 * How long to wait after so many tries in vain, in milliseconds: longer each time, up to the longest, with jitter.
 *
 * @param tries counted from 0
 */
export function pauseMilliseconds({ firstMilliseconds, longestMilliseconds }: Backoff, tries: number): number {
  return Math.min(longestMilliseconds, firstMilliseconds * 2 ** tries) * (0.5 + Math.random() / 2);
}

/** Whether the node understood and refuses, or we gave up ourselves: trying again changes nothing. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Failure || (error instanceof ConnectError && refusals.has(error.code));
}

/** Whether the node answered that it does not have this call. */
export function isUnimplemented(error: unknown): boolean {
  return error instanceof ConnectError && error.code === Code.Unimplemented;
}

/** Whether the node answered that it cannot make sense of the question. */
export function isInvalid(error: unknown): boolean {
  return error instanceof ConnectError && error.code === Code.InvalidArgument;
}

/** Whether an answer was too much: the node says so, it did not come in time, or it is larger than we take. */
export function isTooMuch(error: unknown): boolean {
  return (
    error instanceof ConnectError && (error.code === Code.ResourceExhausted || error.code === Code.DeadlineExceeded)
  );
}

/** The shortest telling words of an error of the network or of the node. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return reasonOf(error.errors[0]);
  }
  return errorMessage(error);
}
