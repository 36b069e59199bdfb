-- Triggers come and go under a running indexer, so each transaction looks for itself, once for each kind. Whoever
-- creates a trigger waits for transactions that have written to its table; only before our first write to it can one
-- appear unseen, and then the second row of a notification gives way to the first. Production's functions name the
-- kinds that they write. Ours, on a database that was empty before us, write all kinds of their table, by the
-- functions beside this one.
create function em.is_left_to_us(table_name text, type text)
returns boolean
language plpgsql stable
as $$
declare
  setting_name constant text := format('em.left_to_us_%s_%s', table_name, type);
  is_left boolean := nullif(current_setting(setting_name, true), '')::boolean;
begin
  if is_left is null then
    is_left := not exists (
      select
      from pg_trigger
      join pg_proc on pg_proc.oid = pg_trigger.tgfoid
      where pg_trigger.tgrelid = to_regclass(table_name)
        and pg_trigger.tgenabled in ('O', 'A')
        and (strpos(pg_proc.prosrc, quote_literal(type)) > 0 or strpos(pg_proc.prosrc, 'em.notify') > 0)
    );
    perform set_config(setting_name, is_left::text, true);
  end if;
  return is_left;
end
$$;

comment on function em.is_left_to_us(text, text) is
  'Whether no trigger of the database writes a kind of notification when rows of a table change, so that we do (E11).';
