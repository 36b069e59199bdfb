/** Notices a connection that something between us and the server has forgotten: no end comes, and no answer either. */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { eachStatement, type GiveUp } from "./each-statement.ts";
import { stayOpen } from "./session-settings.ts";

/** How long a statement may go without an answer before the server is asked about it, in milliseconds; asked again as often. */
const silenceMilliseconds = 10_000;

/** Between two looks at a session: its answer may be on its way at the first one, in milliseconds. */
const betweenMilliseconds = 1_000;

/** How long the server may take to tell, in milliseconds. */
const tellWithinMilliseconds = 15_000;

/** How a session is asked about, over a connection of its own. */
export interface SecondOpinion {
  /** The server's process of the session that is watched. */
  readonly pid: number;
  /** Opens a second connection to the same server. */
  readonly open: () => Promise<pg.Client>;
  /** How long a statement may go without an answer, where not as usual. */
  readonly silenceMilliseconds?: number | undefined;
  /** How long the server may take to tell, where not as usual. */
  readonly withinMilliseconds?: number | undefined;
}

/** The end of a connection that gives no answer. It has the code of a connection that timed out, and is treated as one. */
class NoAnswer extends Error {
  readonly code = "ETIMEDOUT";
}

/**
 * Watches over all that a connection is asked from now on. A statement may take as long as the server works on it; where the server
 * does not, or cannot be asked, the connection is ended, and what waits for it fails as for a lost connection.
 * @param client a connection that was let in
 */
export function watchAnswers(client: pg.Client, opinion: SecondOpinion): void {
  const limit = opinion.silenceMilliseconds ?? silenceMilliseconds;
  /** By what each statement without an answer is given up. */
  const waiting = new Set<GiveUp>();
  let answers = 0;
  let timer: NodeJS.Timeout | undefined;

  const ask = async () => {
    const before = answers;
    const isSilent = () => answers === before;
    const fault = await faultOf(opinion, `no answer for ${limit / 1000} s`, isSilent);
    if (fault === undefined || !isSilent()) {
      watch();
      return;
    }
    const error = new NoAnswer(fault);
    for (const giveUp of waiting) {
      giveUp(error);
    }
    client.emit("error", error);
    await client.end().catch(() => undefined);
  };
  const watch = () => {
    clearTimeout(timer);
    timer = waiting.size === 0 ? undefined : setTimeout(() => void ask(), limit).unref();
  };
  eachStatement(client, (giveUp) => {
    waiting.add(giveUp);
    if (timer === undefined) {
      watch();
    }
    return () => {
      waiting.delete(giveUp);
      answers += 1;
      watch();
    };
  });
}

/**
 * Asks the server, twice, whether it works on what the session was asked; ends the session where it does not.
 * @param silence what is wrong so far, for the sentence
 * @param isSilent whether the answer has still not come
 * @returns undefined where it does or would not say; else what is wrong, as a sentence
 */
async function faultOf(
  { pid, open, withinMilliseconds = tellWithinMilliseconds }: SecondOpinion,
  silence: string,
  isSilent: () => boolean,
): Promise<string | undefined> {
  const nobody = `${silence}, and the server cannot be reached by another connection either`;
  let second: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = async (): Promise<string | undefined> => {
    second = await open();
    try {
      await stayOpen(second);
      const first = await faultIn(second, pid);
      await sleep(betweenMilliseconds);
      const again = first === undefined ? undefined : await faultIn(second, pid);
      if (again === undefined || !isSilent()) {
        return undefined;
      }
      // It holds our locks, and nobody will ever speak to it again.
      await second.query("select pg_terminate_backend($1)", [pid]).catch(() => undefined);
      return `${silence}, and ${again}`;
    } finally {
      await second.end();
    }
  };
  const tooLong = new Promise<string | undefined>((resolve) => {
    timer = setTimeout(() => {
      void second?.end().catch(() => undefined);
      // A pooler lets us in while all its sessions are taken, ours among them: then there is nobody to ask, and nothing is known to be wrong.
      resolve(second === undefined ? nobody : undefined);
    }, withinMilliseconds);
  });
  try {
    return await Promise.race([tell(), tooLong]);
  } catch (error) {
    // A server that refuses a second connection is there; it may work on what the first one asked.
    return isRefusal(error) ? undefined : nobody;
  } finally {
    clearTimeout(timer);
  }
}

/** What shows that the server waits for the session to speak, between two statements or within a COPY; undefined where nothing does. */
async function faultIn(client: pg.Client, pid: number): Promise<string | undefined> {
  const { rows } = await client.query<{ waits: boolean | null }>(
    "select state like 'idle%' or wait_event = 'ClientRead' as waits from pg_stat_activity where pid = $1",
    [pid],
  );
  const [session] = rows;
  if (session === undefined) {
    return `the server has no session ${pid} any more`;
  }
  return session.waits === true
    ? `the server waits for session ${pid} to speak: something between forgot the connection, such as a proxy or a firewall`
    : undefined;
}

/** Whether an error was sent by the server itself, which has a severity then. */
function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error && "severity" in cause;
}
