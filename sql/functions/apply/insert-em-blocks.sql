-- Production dropped blocks.is_current in 2026. plpgsql plans a statement when it first reaches it, so what names the
-- column stands where the column is there; the lock keeps it from being dropped in between.
create function em.insert_em_blocks(heads em.block_head[], numbers integer[], previous_hash text)
returns void
language plpgsql
as $$
declare
  newest constant integer := (select max(number) from unnest(numbers) as number);
begin
  if newest is null then
    return;
  end if;

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
    select
      head.hash,
      lag(head.hash, 1, previous_hash) over (order by head.position),
      numbers[head.position],
      numbers[head.position] = newest
    from unnest(heads) as head
    where head.is_em_block;
  else
    insert into blocks (blockhash, parenthash, number)
    select
      head.hash,
      lag(head.hash, 1, previous_hash) over (order by head.position),
      numbers[head.position]
    from unnest(heads) as head
    where head.is_em_block;
  end if;
end
$$;

comment on function em.insert_em_blocks(em.block_head[], integer[], text) is
  'Writes the rows of blocks for those blocks that have a number: they hold ManageEntity transactions. The last '
  'becomes the current one. previous_hash: of the newest row before them.';
