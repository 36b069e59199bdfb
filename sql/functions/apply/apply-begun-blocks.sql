-- The same settings as of em_apply, which says why.
create function em.apply_begun_blocks(blocks jsonb)
returns jsonb
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set jit = off
as $$
declare
  entry jsonb;
  answers jsonb[] := '{}'::jsonb[];
begin
  for entry in
    select listed.value
    from jsonb_array_elements(blocks) with ordinality as listed (value, position)
    order by listed.position
  loop
    if jsonb_typeof(entry) = 'array' then
      perform em.pass_quiet_blocks(entry);
    else
      answers := array_append(answers, em_apply(entry));
    end if;
  end loop;

  if em.setting('state_hash') = 'on' then
    perform em.hash_blocks(jsonb_path_query_array(blocks, '$[*][*]'));
  end if;
  return to_jsonb(answers);
end
$$;

comment on function em.apply_begun_blocks(jsonb) is
  'Applies blocks in their order, whose rows em.begin_blocks has written and whose raw rows are copied. An entry of '
  'the list is a block_json, or a list of heads: blocks whose transactions change nothing further, one behind the '
  'other. '
  'Returns the answers of em_apply.';
