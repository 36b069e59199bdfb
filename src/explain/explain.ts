import type pg from "pg";
import { exitCode, Failure } from "../exit.ts";
import type { Explanation } from "./sentences.ts";
import { claimOf, findTransaction, readRejections, spellings } from "./transaction.ts";
import { findWrittenRows } from "./written-rows.ts";

/**
 * Finds out what a transaction asked and what became of it.
 * @param client a connection to a migrated database; it cannot write afterwards
 * @param hash in any of its spellings
 * @returns undefined where the database does not hold it
 * @throws Failure with 78 when the database is not migrated
 */
export async function explain(client: pg.Client, hash: string): Promise<Explanation | undefined> {
  await client.query("set default_transaction_read_only = on");
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('em.rules') is not null as there");
  if (rows[0]?.there !== true) {
    throw new Failure("the database is not migrated: run `npm run migrate` first.", exitCode.configuration);
  }
  const transaction = await findTransaction(client, hash);
  if (transaction === undefined) {
    return undefined;
  }
  const { asked, emBlock } = transaction;
  if (asked === null) {
    return { transaction, claim: null, rejections: [], written: null };
  }
  const rejections = await readRejections(client, transaction.hash);
  const written =
    rejections.length > 0 || emBlock === null
      ? null
      : await findWrittenRows(client, emBlock, spellings(transaction.hash));
  return { transaction, claim: await claimOf(client, transaction), rejections, written };
}
