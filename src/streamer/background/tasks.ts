import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import { connect } from "../../database/connect.ts";
import { errorMessage } from "../../errors.ts";

/** Work that goes on beside indexing. It has a connection of its own and must never end the indexer. */
export interface BackgroundTask {
  /** What it does, to follow "cannot": "refresh the views". */
  readonly name: string;
  /** Milliseconds from one time's end to the next time's beginning. */
  readonly everyMilliseconds: number;
  /** Whether it is done once more when indexing reaches its end. */
  readonly atEnd: boolean;
  /** Whether there is anything to do; asked before it gets a connection. There always is where this is undefined. */
  readonly isDue?: () => boolean;
  /**
   * Does it once.
   * @param client a connection of its own
   * @param signal aborts when nobody waits for it any more
   */
  run(client: pg.Client, signal: AbortSignal): Promise<void>;
}

/** Tasks under way. */
export interface Background extends AsyncDisposable {
  /** Does those that are due at the end once more, then stops all. */
  finish(): Promise<void>;
  /** Stops all, cancelling what is under way, as disposing of it does. */
  stop(): Promise<void>;
}

/** How long a task may wait for a lock of another client, in milliseconds: it comes again anyhow. */
const lockMilliseconds = 10_000;

/**
 * Starts tasks that are done at once and then again and again. Each failure is a warning in the log, and the next time comes.
 * @param url the database's address
 * @param signal cancels the tasks when it aborts
 */
export function startBackground(
  url: string,
  tasks: readonly BackgroundTask[],
  log: Logger,
  signal: AbortSignal,
): Background {
  const stopping = new AbortController();
  const cancel = AbortSignal.any([signal, stopping.signal]);
  const resting = new AbortController();
  const rest = AbortSignal.any([cancel, resting.signal]);
  const once = (task: BackgroundTask) => runOnce(url, task, log, cancel);
  const running = tasks.map(async (task) => {
    while (!rest.aborted) {
      await once(task);
      await delay(task.everyMilliseconds, undefined, { signal: rest }).catch(() => undefined);
    }
  });
  const stop = async () => {
    stopping.abort();
    await Promise.all(running);
  };
  return {
    async finish() {
      resting.abort();
      await Promise.all(running);
      await Promise.all(tasks.filter(({ atEnd }) => atEnd && !cancel.aborted).map(once));
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function runOnce(url: string, task: BackgroundTask, log: Logger, cancel: AbortSignal): Promise<void> {
  if (cancel.aborted || task.isDue?.() === false) {
    return;
  }
  try {
    await withConnection(url, cancel, (client) => task.run(client, cancel));
  } catch (error) {
    if (!cancel.aborted) {
      log.warn(
        `cannot ${task.name}: ${errorMessage(error).replace(/\.$/, "")}; indexing goes on, and it is tried again in ${Math.round(task.everyMilliseconds / 1000)} s`,
      );
    }
  }
}

/** Works on a connection of its own; what it is doing when the signal aborts is cancelled, so that nobody waits for it. */
async function withConnection(
  url: string,
  cancel: AbortSignal,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = await connect(url, { applicationName: "em-apply background" });
  let cancelling: Promise<void> | undefined;
  let onAbort = (): void => undefined;
  try {
    // There is time: a refresh of the views by several workers would take processors away from the blocks.
    await client.query("set max_parallel_workers_per_gather = 0; set max_parallel_maintenance_workers = 0");
    const { rows } = await client.query<{ pid: number }>(
      "select set_config('lock_timeout', $1, false), pg_backend_pid() as pid",
      [`${lockMilliseconds}ms`],
    );
    const pid = rows[0]?.pid;
    onAbort = () => {
      cancelling = cancelStatement(url, pid);
    };
    cancel.addEventListener("abort", onAbort, { once: true });
    cancel.throwIfAborted();
    await work(client);
  } finally {
    cancel.removeEventListener("abort", onAbort);
    await cancelling;
    await client.end().catch(() => undefined);
  }
}

/** Cancels what another session of ours is doing. The database may be gone already, which ends it as well. */
async function cancelStatement(url: string, pid: number | undefined): Promise<void> {
  try {
    const other = await connect(url, { applicationName: "em-apply background" });
    try {
      await other.query("select pg_cancel_backend($1)", [pid]);
    } finally {
      await other.end();
    }
  } catch {
    // Nothing is left to cancel.
  }
}
