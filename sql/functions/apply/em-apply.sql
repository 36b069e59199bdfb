create function public.em_apply(block_json jsonb)
returns jsonb
language plpgsql
as $$
declare
  fault constant text := em.block_json_fault(block_json);
begin
  if fault is not null then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = format(
        'block %s of %s: %s (SQLSTATE 22023)',
        coalesce(block_json ->> 'height', '?'),
        coalesce(block_json ->> 'chain_id', '?'),
        fault
      ),
      hint = 'nothing of this block was kept; the indexer must stop here';
  end if;
  return em.apply_blocks(jsonb_build_array(block_json)) -> 0;
end
$$;

comment on function public.em_apply(jsonb) is
  'Applies one block of the chain: its bookkeeping, and each ManageEntity transaction in order by its handler. '
  'Returns {em_block, applied, rejected}, and unrouted where there are live pairs that no handler claims: their '
  'numbers by name. Any unexpected error undoes the whole block and names the transaction.';
