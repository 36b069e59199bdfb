import { ChainChanged } from "../../chain/chain-changed.ts";
import { errorMessage } from "../../errors.ts";
import { type ExitCode, Failure } from "../../exit.ts";

/** An error in plain values: what crosses from one thread to another is copied, and a copy is of no class. */
export interface SentError {
  readonly kind: "chain changed" | "failure" | "fault";
  readonly message: string;
  readonly stack: string | undefined;
  readonly exitCode: ExitCode | undefined;
  readonly cause: SentError | undefined;
}

/** Takes an error apart, to be sent to another thread. */
export function sentError(error: unknown): SentError {
  const failure = error instanceof Failure ? error : undefined;
  const [stack, cause] = error instanceof Error ? [error.stack, error.cause] : [];
  return {
    kind: error instanceof ChainChanged ? "chain changed" : failure === undefined ? "fault" : "failure",
    message: errorMessage(error),
    stack,
    exitCode: failure?.exitCode,
    cause: cause === undefined ? undefined : sentError(cause),
  };
}

/** Puts an error of another thread together again, with the stack that it has there. */
export function receivedError({ kind, message, stack, exitCode, cause }: SentError): Error {
  const options = cause === undefined ? {} : { cause: receivedError(cause) };
  const error =
    exitCode === undefined
      ? new Error(message, options)
      : kind === "chain changed"
        ? new ChainChanged(message, exitCode, options)
        : new Failure(message, exitCode, options);
  if (stack !== undefined) {
    error.stack = stack;
  }
  return error;
}
