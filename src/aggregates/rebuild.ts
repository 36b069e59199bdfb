import type pg from "pg";
import { type Patience, usualPatience, withTablesLocked } from "../database/patience.ts";
import { aggregatesState, switchTriggers, tablesToSwitch } from "./state.ts";

/** The tables that a rebuild fills, in its order: milestones look at no other. */
const rebuilt = [
  { table: "aggregate_user", statement: "select em.rebuild_aggregate_user() as changed" },
  { table: "aggregate_track", statement: "select em.rebuild_aggregate_track() as changed" },
  { table: "aggregate_playlist", statement: "select em.rebuild_aggregate_playlist() as changed" },
  { table: "aggregate_plays", statement: "select em.rebuild_aggregate_plays() as changed" },
  { table: "aggregate_monthly_plays", statement: "select em.rebuild_aggregate_monthly_plays() as changed" },
  { table: "milestones", statement: "select em.rebuild_milestones() as changed" },
] as const;

/** What a rebuild did to a table. */
export interface RebuiltTable {
  readonly table: string;
  /** Rows that were missing or otherwise. */
  readonly changed: number;
  readonly milliseconds: number;
}

/** The aggregates that a database does not have. */
export async function missingAggregates(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select name from unnest($1::text[]) as name where to_regclass(name) is null",
    [rebuilt.map(({ table }) => table)],
  );
  return rows.map(({ name }) => name);
}

/**
 * Computes all aggregates from the tables of the network, and switches our triggers on, where they are ours. All of it commits
 * together: whatever ends it half way leaves the aggregates as they were, and known to be behind.
 * @param client a connection outside a transaction, of whoever alone applies blocks
 * @param onTable called after each table
 * @param patience how long to wait for writers of the tables
 * @throws Failure with 75, which names table and session, when somebody else keeps a table locked
 */
export async function rebuildAggregates(
  client: pg.Client,
  onTable: (table: RebuiltTable) => void = () => undefined,
  patience: Pick<Patience, "forTable"> = usualPatience,
): Promise<void> {
  const isOurs = (await aggregatesState(client)) !== undefined;
  const tables = isOurs ? await tablesToSwitch(client, true) : [];
  await withTablesLocked(client, [...tables, ...rebuilt.map(({ table }) => table)], patience, async () => {
    for (const { table, statement } of rebuilt) {
      const begun = performance.now();
      const { rows } = await client.query<{ changed: string }>(statement);
      onTable({ table, changed: Number(rows[0]?.changed ?? 0), milliseconds: performance.now() - begun });
    }
    if (isOurs) {
      await switchTriggers(client, true);
    }
  });
  await client.query(`analyze ${rebuilt.map(({ table }) => table).join(", ")}`);
}

/**
 * Switches our triggers off; from then on the aggregates are known to be behind.
 * @param client a connection outside a transaction
 * @throws Failure with 75 when somebody else keeps a table locked
 */
export async function stopAggregates(
  client: pg.Client,
  patience: Pick<Patience, "forTable"> = usualPatience,
): Promise<void> {
  const tables = await tablesToSwitch(client, false);
  await withTablesLocked(client, tables, patience, () => switchTriggers(client, false));
}
