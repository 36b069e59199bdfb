-- Triggers come and go under a running indexer, so each transaction looks for itself, once. Whoever creates a trigger
-- waits for transactions that have written to its table; only before our first write to it can one appear unseen, and
-- then the second row of a notification gives way to the first.
create function em.is_left_to_us(table_name text, type text)
returns boolean
language plpgsql stable
as $$
declare
  by_triggers text := nullif(current_setting('em.kinds_of_triggers', true), '');
begin
  if by_triggers is null then
    by_triggers := em.kinds_of_triggers();
    perform set_config('em.kinds_of_triggers', by_triggers, true);
  end if;
  return table_name || ' ' || type <> all (by_triggers::text[]);
end
$$;

comment on function em.is_left_to_us(text, text) is
  'Whether no trigger of the database writes a kind of notification when rows of a table change, so that we do (E11).';
