-- Force generic plans: custom plans would be rebuilt on every call, and folding a block's JSON costs more than the
-- statement itself. A generic plan is kept, even one made while the tables were empty, so it must not scan a table
-- where an index would do. No plan is worth compiling.
create function public.em_apply(block_json jsonb)
returns jsonb
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set jit = off
as $$
declare
  block em.block;
  tx em.transaction;
  handler text;
  rejection em.rejection;
  entity_types constant text[] := string_to_array(em.setting('entity_types'), ',');
  applied integer := 0;
  rejected jsonb := '[]';
  failed_sqlstate text;
  failed_message text;
  failed_detail text;
  failed_context text;
begin
  block := em.begin_block(block_json);
  perform em.record_transactions(block_json);

  for tx in select * from em.manage_entities(block_json) loop
    handler := em.handler_of(tx.entity_type, tx.action);
    -- An unknown pair is neither applied nor refused, as in both references.
    continue when handler is null
      or em.is_switched_off(tx.entity_type, tx.action, entity_types);

    if tx.json is null and tx.json_error is null and tx.metadata <> '' then
      tx := em.with_parsed_metadata(tx);
    end if;

    rejection := em.dispatch(handler, block, tx);
    if rejection.code is null then
      applied := applied + 1;
    else
      perform em.record_rejection(block, tx, handler, rejection);
      rejected := rejected || jsonb_build_object(
        'index', tx.index,
        'hash', tx.hash,
        'handler', handler,
        'code', rejection.code,
        'reason', rejection.reason
      );
    end if;
    handler := null;
  end loop;

  return jsonb_build_object('em_block', block.number, 'applied', applied, 'rejected', rejected);
exception when others then
  -- Naming the transaction costs one subtransaction a block: nobody can act on a halt without its place.
  get stacked diagnostics
    failed_sqlstate = returned_sqlstate,
    failed_message = message_text,
    failed_detail = pg_exception_detail,
    failed_context = pg_exception_context;
  if handler is null then
    failed_message := coalesce(em.block_json_fault(block_json), failed_message);
  end if;
  raise exception using
    errcode = failed_sqlstate,
    message = format(
      'block %s of %s%s: %s (SQLSTATE %s)',
      coalesce(block_json ->> 'height', '?'),
      coalesce(block_json ->> 'chain_id', '?'),
      case
        when handler is not null then format(', transaction %s (%s), handler %s', tx.index, tx.hash, handler)
        else ''
      end,
      failed_message,
      failed_sqlstate
    ),
    detail = concat_ws(e'\n', nullif(failed_detail, ''), failed_context),
    hint = 'nothing of this block was kept; the indexer must stop here';
end
$$;

comment on function public.em_apply(jsonb) is
  'Applies one block of the chain: its bookkeeping, and each ManageEntity transaction in order by its handler. Returns '
  '{em_block, applied, rejected}. Any unexpected error undoes the whole block and names the transaction.';
