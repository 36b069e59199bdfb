create function em.apply_as_writer(writer_token bigint, parent_chain_id text, parent_height bigint, blocks jsonb)
returns jsonb
language plpgsql
as $$
begin
  perform em.hold_writer(writer_token);
  if parent_height is not null then
    perform
    from core_indexed_blocks
    where chain_id = parent_chain_id and height = parent_height;

    if not found then
      return null;
    end if;
  end if;
  return em.apply_blocks(blocks);
end
$$;

comment on function em.apply_as_writer(bigint, text, bigint, jsonb) is
  'Applies blocks for the process that has the writer''s token, behind the block that must be there before them; null '
  'where it is not, and then nothing is written. As a statement by itself it is a commit in one round trip.';
