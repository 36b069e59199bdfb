import type pg from "pg";

/**
 * Does work in a transaction of its own, which keeps all of it or nothing.
 * @param client outside of a transaction
 * @throws what the work throws, after which nothing of it is kept
 */
export async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
