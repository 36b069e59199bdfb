-- Production dropped blocks.is_current in 2026. plpgsql plans a statement when it first reaches it, so what names the
-- column stands where the column is there; the lock keeps it from being dropped in between.
create function em.insert_em_block(number integer, hash text, previous_hash text)
returns void
language plpgsql
as $$
begin
  lock table blocks in row exclusive mode;
  if exists (
    select
    from pg_attribute
    where attrelid = 'blocks'::regclass
      and attname = 'is_current'
      and not attisdropped
  ) then
    update blocks
    set is_current = false
    where blocks.is_current is true;

    insert into blocks (blockhash, parenthash, number, is_current)
    values (hash, previous_hash, number, true);
  else
    insert into blocks (blockhash, parenthash, number)
    values (hash, previous_hash, number);
  end if;
end
$$;

comment on function em.insert_em_block(integer, text, text) is
  'Writes the row of blocks for a block with ManageEntity transactions, which becomes the current one.';
