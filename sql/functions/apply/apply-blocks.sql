-- Force generic plans: custom plans would be rebuilt on every call, and folding a block's JSON costs more than the
-- statement itself. A generic plan is kept, even one made while the tables were empty, so it must not scan a table
-- where an index would do. No plan is worth compiling.
create function em.apply_blocks(blocks jsonb)
returns jsonb
language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set jit = off
as $$
declare
  block_json jsonb;
  block em.block;
  live_edition text;
  block_time timestamp;
  live_time timestamp;
  next_release timestamp;
  knows_next_release boolean := false;
  edition text;
  tx_json jsonb;
  tx em.transaction;
  handler text;
  rejection em.rejection;
  entity_types constant text[] := string_to_array(em.setting('entity_types'), ',');
  keeps_state_hash constant boolean := em.setting('state_hash') = 'on';
  applied integer;
  rejected jsonb[];
  unrouted jsonb;
  pair text;
  answers jsonb[] := '{}'::jsonb[];
  failed_sqlstate text;
  failed_message text;
  failed_detail text;
  failed_context text;
begin
  for block_json in
    select listed.value
    from jsonb_array_elements(blocks) with ordinality as listed (value, position)
    order by listed.position
  loop
    -- Nearly all blocks publish nothing: asking again only where something may have changed keeps them cheap.
    if not knows_next_release then
      next_release := em.next_release();
      knows_next_release := true;
    end if;
    if jsonb_typeof(block_json) = 'array' then
      if next_release < em.latest_time(block_json) then
        perform em.pass_quiet_blocks(block_json);
        knows_next_release := false;
      end if;
      continue;
    end if;

    block := em.begin_block(block_json);
    if keeps_state_hash then
      perform em.begin_hashed_block(block.chain_id, block.height);
    end if;
    if block_json -> 'begun' is distinct from 'true' then
      perform em.record_transactions(block_json);
    end if;

    block_time := block.time;
    live_edition := em.edition_at(block.chain_id, block.height);
    -- Until 2026 the network's tables held whole seconds (D1, E2).
    live_time := case live_edition when '2025' then date_trunc('second', block.time) else block_time end;
    if live_edition = '2026' and next_release < block.time then
      perform em.publish_scheduled_releases(block);
      knows_next_release := false;
    end if;

    applied := 0;
    rejected := '{}';
    unrouted := '{}';
    for tx_json in
      select listed.value
      from jsonb_array_elements(block_json -> 'txs') with ordinality as listed (value, position)
      where listed.value ->> 'type' in ('manage_entity', 'manage_entity_migration')
      order by listed.position
    loop
      tx := em.manage_entity(tx_json, live_edition);
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
        knows_next_release := knows_next_release and tx.entity_type not in ('Track', 'Playlist');
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

    answers := array_append(
      answers,
      jsonb_build_object('em_block', block.number, 'applied', applied, 'rejected', to_jsonb(rejected))
        || case when unrouted = '{}' then '{}' else jsonb_build_object('unrouted', unrouted) end
    );
  end loop;

  if keeps_state_hash then
    perform em.hash_blocks(jsonb_path_query_array(blocks, '$[*][*]'));
  end if;
  return to_jsonb(answers);
exception when others then
  -- Naming block and transaction costs one subtransaction a call: nobody can act on a halt without its place.
  get stacked diagnostics
    failed_sqlstate = returned_sqlstate,
    failed_message = message_text,
    failed_detail = pg_exception_detail,
    failed_context = pg_exception_context;
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

comment on function em.apply_blocks(jsonb) is
  'Applies blocks of the chain in their order. An entry of the list is a block_json, of which em.begin_blocks may have '
  'written the rows and COPY the raw rows (begun), or a list of heads: begun blocks whose transactions change nothing '
  'further, one behind the other. That they have the right form is for who calls it to see to. Returns for each '
  'block_json what em_apply does. Any unexpected error undoes all blocks of the call, and names the block and the '
  'transaction.';
