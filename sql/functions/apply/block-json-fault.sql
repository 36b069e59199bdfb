create function em.block_json_fault(block_json jsonb)
returns text
language plpgsql immutable parallel safe
as $$
declare
  transactions constant jsonb := em.list_or_empty(block_json -> 'txs');
  fault text;
begin
  if jsonb_typeof(block_json) is distinct from 'object' then
    return 'block_json is not a JSON object';
  end if;

  with objects as (
    select
      'block' as of_what,
      null::bigint as transaction,
      null::text as list,
      null::bigint as item,
      block_json as value
    union all
    select kind.of_what, tx.position - 1, null, null, tx.value
    from jsonb_array_elements(transactions) with ordinality as tx (value, position)
    cross join lateral unnest(
      array['transaction', regexp_replace(tx.value ->> 'type', '^manage_entity_migration$', 'manage_entity')]
    ) as kind (of_what)
    union all
    select lists.of_what, tx.position - 1, lists.member, listed.position - 1, listed.value
    from jsonb_array_elements(transactions) with ordinality as tx (value, position)
    join (values ('plays', 'plays', 'play'), ('sla_rollup', 'reports', 'report')) as lists (type, member, of_what)
      on lists.type = tx.value ->> 'type'
    cross join lateral jsonb_array_elements(em.list_or_empty(tx.value -> lists.member))
      with ordinality as listed (value, position)
  )
  select
    concat(
      'block_json',
      '.txs[' || objects.transaction || ']',
      '.' || objects.list || '[' || objects.item || ']',
      case
        when jsonb_typeof(objects.value) <> 'object' then ' must be an object'
        when objects.value -> described.member is null
          then format('.%s is missing; it must be %s', described.member, em.kind_words(described.kind))
        else format(
          '.%s must be %s, not %s',
          described.member,
          em.kind_words(described.kind),
          left((objects.value -> described.member)::text, 60)
        )
      end
    )
  into fault
  from objects
  join em.block_json_members() as described on described.of_what = objects.of_what
  where jsonb_typeof(objects.value) <> 'object'
    or case
      when objects.value -> described.member is null then described.needed
      else not em.is_of_kind(objects.value -> described.member, described.kind)
    end
  order by
    objects.transaction nulls first,
    objects.item nulls first,
    described.of_what = 'transaction' desc,
    described.member
  limit 1;
  if fault is not null then
    return fault;
  end if;

  return (
    select format(
      'block_json.txs[%s].index is %s, which block_json.txs[%s] has already',
      max(listed.position) - 1,
      listed.value -> 'index',
      min(listed.position) - 1
    )
    from jsonb_array_elements(transactions) with ordinality as listed (value, position)
    group by listed.value -> 'index'
    having count(*) > 1
    order by min(listed.position)
    limit 1
  );
end
$$;

comment on function em.block_json_fault(jsonb) is
  'What is wrong with the form of a block_json, as a sentence that names the member and its place; NULL where nothing '
  'is.';
