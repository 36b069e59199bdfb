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
  live_edition text;
  block_time timestamp;
  live_time timestamp;
  edition text;
  tx em.transaction;
  handler text;
  rejection em.rejection;
  entity_types constant text[] := string_to_array(em.setting('entity_types'), ',');
  applied integer := 0;
  rejected jsonb[] := '{}';
  unrouted jsonb := '{}';
  pair text;
  failed_sqlstate text;
  failed_message text;
  failed_detail text;
  failed_context text;
begin
  block := em.begin_block(block_json);
  perform em.begin_hashed_block(block);
  perform em.record_transactions(block_json);

  block_time := block.time;
  live_edition := em.edition_at(block.chain_id, block.height);
  -- Until 2026 the network's tables held whole seconds (D1, E2).
  live_time := case live_edition when '2025' then date_trunc('second', block.time) else block_time end;
  if live_edition = '2026' then
    perform em.publish_scheduled_releases(block);
  end if;

  for tx in select * from em.manage_entities(block_json, live_edition) loop
    if tx.kind = 'manage_entity_migration' then
      edition := 'genesis';
    else
      edition := live_edition;
    end if;
    handler := em.handler_of(edition, tx.entity_type, tx.action);
    if handler is null then
      pair := tx.entity_type || ' ' || tx.action;
      -- A live pair without a handler is counted by its name, one of the genesis range is refused (E10).
      if edition <> 'genesis' then
        unrouted := jsonb_set(unrouted, array[pair], to_jsonb(coalesce((unrouted -> pair)::integer, 0) + 1));
        continue;
      end if;
      handler := 'unrouted';
      rejection := ('no_handler', format('no handler claims %s', pair))::em.rejection;
    elsif em.is_switched_off(tx.entity_type, tx.action, entity_types) then
      handler := null;
      continue;
    else
      if tx.json is null and tx.json_error is null and tx.metadata <> '' then
        tx := em.with_parsed_metadata(tx, edition);
      end if;
      block.time := case edition when 'genesis' then em.migrated_time(tx.json, block_time) else live_time end;
      rejection := em.dispatch(edition, handler, block, tx);
    end if;

    if rejection.code is null then
      applied := applied + 1;
    else
      perform em.record_rejection(block, tx, edition, handler, rejection);
      -- An array grows in place; jsonb would be copied whole for each rejection.
      rejected := array_append(
        rejected,
        jsonb_build_object(
          'index', tx.index,
          'hash', tx.hash,
          'handler', handler,
          'code', rejection.code,
          'reason', rejection.reason
        )
      );
    end if;
    handler := null;
  end loop;

  if block_json -> 'begun' is distinct from 'true' and em.setting('state_hash') = 'on' then
    perform em.hash_blocks(jsonb_build_array(block_json - 'txs'));
  end if;
  return jsonb_build_object('em_block', block.number, 'applied', applied, 'rejected', to_jsonb(rejected))
    || case when unrouted = '{}' then '{}' else jsonb_build_object('unrouted', unrouted) end;
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
  'Applies one block of the chain: its bookkeeping, and each ManageEntity transaction in order by its handler. '
  'Returns {em_block, applied, rejected}, and unrouted where there are live pairs that no handler claims: their '
  'numbers by name. Any unexpected error undoes the whole block and names the transaction.';
