import type pg from "pg";
import { newestBlock } from "../streamer/monitoring/status.ts";
import type { Refused, RefusedLately } from "./messages.ts";
import type { Rules } from "./pages/rules.ts";

/** So many are shown, and so many counted: always the newest, which the primary key finds whatever the table's size. */
const shown = 20;
const mostCounted = 1_000;

/** A row of em_rejections. Those of before the column were judged by edition 2025. */
export type RefusedRow = Omit<Refused, "rule" | "height"> & { readonly height: string };

/** The columns of such a row. */
export const refusedColumns =
  "tx_hash as hash, block_height as height, coalesce(edition, '2025') as edition, handler, code, reason";

/** A row with the place of its rule. */
export function refusedOf(row: RefusedRow, rules: Rules): Refused {
  return { ...row, height: Number(row.height), rule: rules.address(row.edition, row.handler, row.code) };
}

/** Reads what was refused lately on the chain of the newest block, and why. */
export async function refusedLately(client: pg.Client, rules: Rules): Promise<RefusedLately> {
  const chainId = (await newestBlock(client))?.chain_id;
  const newest = await client.query<RefusedRow>(
    `select ${refusedColumns} from em_rejections
     where chain_id = $1 order by block_height desc, tx_index desc limit ${shown}`,
    [chainId],
  );
  const counts = await client.query<{ edition: string; handler: string; code: string; count: number; all: number }>(
    `select
       coalesce(edition, '2025') as edition,
       handler,
       code,
       count(*)::integer as count,
       (sum(count(*)) over ())::integer as all
     from (
       select edition, handler, code from em_rejections
       where chain_id = $1 order by block_height desc, tx_index desc limit ${mostCounted}
     ) as recent
     group by coalesce(edition, '2025'), handler, code
     order by count desc, handler, code
     limit 10`,
    [chainId],
  );
  return {
    newest: newest.rows.map((row) => refusedOf(row, rules)),
    counts: counts.rows.map(({ edition, handler, code, count }) => ({
      handler,
      code,
      count,
      rule: rules.address(edition, handler, code),
    })),
    counted: counts.rows[0]?.all ?? 0,
  };
}
