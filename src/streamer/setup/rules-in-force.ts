import type pg from "pg";
import { inTransaction } from "../../database/transaction.ts";
import { type EditionFrom, type LiveEdition, usualEdition } from "../../rules.ts";

/**
 * Keeps in the database which edition judges the transactions of a chain, until it is set again. Changes no row that was written
 * by another.
 * @param chainId the chain of the source
 * @param rules what is in force from which height, in ascending order
 */
export async function keepRules(client: pg.Client, chainId: string, rules: readonly EditionFrom[]): Promise<void> {
  await inTransaction(client, async () => {
    await client.query("delete from em.rules where chain_id = $1", [chainId]);
    for (const { edition, fromHeight } of rules) {
      await client.query("insert into em.rules (chain_id, from_height, edition) values ($1, $2, $3)", [
        chainId,
        fromHeight,
        edition,
      ]);
    }
  });
}

/**
 * Reads which edition is in force from which height of a chain.
 * @returns in ascending order, the first from height 0
 */
export async function rulesInForce(client: pg.Client, chainId: string): Promise<readonly EditionFrom[]> {
  const { rows } = await client.query<{ edition: LiveEdition; from_height: string }>(
    "select edition, from_height from em.rules where chain_id = $1 order by from_height",
    [chainId],
  );
  const kept = rows.map(({ edition, from_height }) => ({ edition, fromHeight: Number(from_height) }));
  return kept[0]?.fromHeight === 0 ? kept : [{ edition: usualEdition, fromHeight: 0 }, ...kept];
}
