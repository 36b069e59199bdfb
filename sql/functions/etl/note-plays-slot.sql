create function em.note_plays_slot(block_json jsonb, slot integer)
returns void
language plpgsql
as $$
begin
  if slot is not null then
    update core_indexed_blocks
    set plays_slot = slot
    where core_indexed_blocks.chain_id = block_json ->> 'chain_id'
      and core_indexed_blocks.height = (block_json ->> 'height')::integer;
  end if;
end
$$;

comment on function em.note_plays_slot(jsonb, integer) is
  'Writes the slot of a block''s plays to core_indexed_blocks, as Python does; NULL for a block without plays.';
