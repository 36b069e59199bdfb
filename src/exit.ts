import type { Logger } from "pino";

/** What a process ends with. Supervisors act on these: systemd restarts on 75 and leaves 64 and 78 alone. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 64,
  tryAgain: 75,
  configuration: 78,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** How long a clean end may take after the first Ctrl-C, in milliseconds. */
export const endWithinMilliseconds = 5_000;

/** Ctrl-C reaches a process once from the terminal and once more through npm: a second signal this soon is the same key press. */
const sameKeyPressMilliseconds = 500;

/**
 * An expected failure: its message is a whole sentence for the operator (what, where, what to do), its code what the process
 * exits with. Anything else that is thrown is a fault of ours and shown with its stack.
 */
export class Failure extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, code: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.name = "Failure";
    this.exitCode = code;
  }
}

/**
 * Ends a run cleanly on Ctrl-C or SIGTERM: the first signal aborts what is returned and leaves five seconds to end between two
 * blocks; a second one, or the five seconds, ends the process at once with exit code 75: nobody need look at anything.
 * @returns the signal that the run listens to; `finished`, to call when the current block is done, after which closing what is
 * open may take its time; and `release`, which leaves signals to the process's default again
 */
export function stopOnInterrupt(log: Logger): { signal: AbortSignal; finished(): void; release(): void } {
  const controller = new AbortController();
  let firstAt: number | undefined;
  let limit: NodeJS.Timeout | undefined;
  let isFinished = false;
  const onSignal = (name: NodeJS.Signals) => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      log.info(`${name}: ending after the block in hand; once more to end at once`);
      if (isFinished) {
        return;
      }
      limit = setTimeout(() => {
        log.error(
          `not done after ${endWithinMilliseconds / 1000} s: ending at once; nothing of the block in hand is kept`,
        );
        process.exit(exitCode.tryAgain);
      }, endWithinMilliseconds);
      limit.unref();
      controller.abort();
    } else if (now - firstAt > sameKeyPressMilliseconds) {
      log.warn(`${name} again: ending at once; nothing of the block in hand is kept`);
      process.exit(exitCode.tryAgain);
    }
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    finished() {
      isFinished = true;
      clearTimeout(limit);
    },
    release() {
      clearTimeout(limit);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}

/**
 * Logs why a command ended: a foreseen end in its own sentence, a fault of ours with its stack. Does not exit.
 * @param error whatever was thrown
 * @returns the exit code to end with
 */
export function reportEnd(error: unknown, log: Logger): ExitCode {
  if (error instanceof Failure) {
    log.fatal(error.message);
    return error.exitCode;
  }
  log.fatal({ err: error }, "this should not have happened; please report it with the lines above");
  return exitCode.failed;
}

/**
 * Ends the process when all that was written to standard output is there: a pipe takes 64 kB at once, and a process that exits loses the
 * rest.
 */
export async function exitWith(code: ExitCode): Promise<never> {
  await new Promise<void>((resolve) => {
    process.stdout.write("", () => resolve());
  });
  process.exit(code);
}
