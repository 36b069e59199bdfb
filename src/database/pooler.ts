/** Notices a pooler that lends its sessions out for a transaction or a statement: locks and settings do not stay with us there. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { describeAddress } from "../address.ts";
import { exitCode, Failure } from "../exit.ts";

/** How long a second connection may take to get a session, in milliseconds. A pool in session mode may have but one. */
const secondWithinMilliseconds = 2_000;

/** As many statements in a row: a pooler that takes turns among its sessions, or chooses one by chance, shows another by then. */
const statements = 4;

/** A setting that nobody else has, by which a session is known again. */
const mark = "em_apply.session";

/** What a statement finds out about the session of the server that runs it. */
interface Sighting {
  readonly pid: number;
  /** The mark that the session has. */
  readonly mark: string | null;
}

/**
 * Makes sure that all statements of a connection run in one session of the server, and nobody else's do.
 * @param client a connection on which nothing was set yet
 * @param openSecond opens a second connection to the same address; called while the first one rests
 * @throws Failure 78 that says how it was noticed, where a pooler shares sessions out by transaction or by statement
 */
export async function checkAlone(client: pg.Client, url: string, openSecond: () => Promise<pg.Client>): Promise<void> {
  const ours = randomUUID();
  await client.query("select set_config($1, $2, false)", [mark, ours]);
  const before = await sightings(client);
  const second = await sightingsOfSecond(openSecond);
  const after = await sightings(client);
  const evidence = evidenceOfSharing(ours, [...before, ...after], second);
  if (evidence !== undefined) {
    throw new Failure(
      `${describeAddress(url)} is a pooler that shares its sessions out by transaction or by statement (pgbouncer: pool_mode = transaction): ${evidence}. ` +
        "The lock that keeps a second process out, and our settings, need a session of our own: connect to Postgres itself, or through a pool in session mode (pool_mode = session).",
      exitCode.configuration,
    );
  }
}

function evidenceOfSharing(ours: string, first: readonly Sighting[], second: readonly Sighting[]): string | undefined {
  const pids = [...new Set(first.map(({ pid }) => pid))];
  if (pids.length > 1) {
    return `statements of one connection ran in ${pids.length} sessions of the server (${pids.join(", ")})`;
  }
  if (second.some(({ pid }) => pid === pids[0])) {
    return `two connections at once ran in the same session of the server (${pids[0]})`;
  }
  return first.some((sighting) => sighting.mark !== ours)
    ? "a setting did not stay until the next statement"
    : undefined;
}

async function sightings(client: pg.Client): Promise<Sighting[]> {
  const found: Sighting[] = [];
  for (let statement = 1; statement <= statements; statement += 1) {
    // A simple query: a prepared one may not even outlive its own preparation.
    const { rows } = await client.query<Sighting>(
      `select pg_backend_pid() as pid, current_setting('${mark}', true) as mark`,
    );
    found.push(...rows);
  }
  return found;
}

/** Empty where no second session is to be had: what the server refuses is no sign of a pooler, and neither is a pool of one. */
async function sightingsOfSecond(openSecond: () => Promise<pg.Client>): Promise<Sighting[]> {
  let second: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    second = await openSecond();
    try {
      return await sightings(second);
    } finally {
      await second.end();
    }
  };
  const tooLong = new Promise<Sighting[]>((resolve) => {
    timer = setTimeout(() => {
      // What it waits for is given up with it.
      void second?.end().catch(() => undefined);
      resolve([]);
    }, secondWithinMilliseconds);
  });
  try {
    return await Promise.race([look().catch(() => []), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
