import type pg from "pg";
import { hashedTables } from "../../src/state-hash/tables.ts";

const written = hashedTables.filter(({ ofBlock }) => ofBlock === undefined);

/** Has triggers record each row that a block changes, in a table of the test's: what the writes must say themselves. */
export async function recordChanges(client: pg.Client): Promise<void> {
  await client.query(`
    create table test_changes (height bigint, table_name text, key text, primary key (height, table_name, key));
    create function test_record_change() returns trigger language plpgsql as $$
    declare
      line jsonb;
    begin
      foreach line in array array_remove(array[to_jsonb(old), to_jsonb(new)], null) loop
        insert into test_changes
        select nullif(current_setting('em.hashed_height', true), '')::bigint, tg_table_name,
          (select jsonb_agg(line -> name order by position) from unnest(tg_argv) with ordinality as name (name, position))::text
        where current_setting('em.hashed_height', true) <> ''
        on conflict do nothing;
      end loop;
      return null;
    end
    $$`);
  for (const { name, key } of written) {
    const columns = key.map((column) => `'${column}'`).join(", ");
    await client.query(
      `create trigger test_record_change after insert or update or delete on ${name} for each row execute function test_record_change(${columns})`,
    );
  }
}

/** Where what the triggers recorded and what the writes said of themselves are not the same; nothing, but for a fault. */
export async function unlikeChanges(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    with said as (select height, table_name, key from em.changed_rows)
    select format('%s %s of block %s: only recorded', table_name, key, height) as line
    from (select * from test_changes except select * from said) as unsaid
    union all
    select format('%s %s of block %s: only said', table_name, key, height)
    from (select * from said except select * from test_changes) as unrecorded
    limit 20`);
  return rows.map(({ line }) => line);
}

/** In how many tables changes of rows were recorded. */
export async function recordedTables(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ tables: number }>(
    "select count(distinct table_name)::integer as tables from test_changes",
  );
  return rows[0]?.tables ?? 0;
}
