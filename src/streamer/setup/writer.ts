/** The mark of the one process that may write blocks: a second guard beside the advisory lock, which a pooler may take from us. */
import type pg from "pg";

/** How long a transaction of the writer before us may keep us waiting, in milliseconds. */
const lockMilliseconds = 10_000;

/**
 * Makes this session the one whose transactions may write blocks, from now on; those of the writer before it are refused.
 * @param client a connection outside of a transaction
 * @param process who we are, for the one who is refused: "pid 4711 on indexer-1"
 * @returns the token to begin transactions with
 * @throws DatabaseError 55P03 where a transaction of the writer before is open for too long
 */
export async function becomeWriter(client: pg.Client, process: string): Promise<string> {
  await client.query("begin");
  try {
    await client.query("select set_config('lock_timeout', $1, true)", [`${lockMilliseconds}ms`]);
    const { rows } = await client.query<{ token: string }>(
      `insert into em.writer (token, process, since)
       values (1, $1, clock_timestamp())
       on conflict (singleton) do update set
         token = writer.token + 1,
         process = excluded.process,
         since = excluded.since
       returning token`,
      [process],
    );
    await client.query("commit");
    const [row] = rows;
    if (row === undefined) {
      throw new Error("em.writer gave no token");
    }
    return row.token;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/**
 * Begins a transaction that may write blocks, in one round trip.
 * @param token as becomeWriter gave it
 * @throws DatabaseError 55006 which names the process that has become the writer since
 */
export async function beginAsWriter(client: pg.Client, token: string): Promise<void> {
  await client.query(`begin; select em.hold_writer(${BigInt(token)})`);
}
