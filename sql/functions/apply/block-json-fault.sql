create function em.block_json_fault(block_json jsonb)
returns text
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(block_json) is distinct from 'object' then 'block_json is not a JSON object'
    when block_json ->> 'height' is null or block_json ->> 'height' !~ '^[0-9]{1,10}$'
      then 'block_json.height must be the height of the block, a whole number'
    when block_json ->> 'hash' is null then 'block_json.hash, the hash of the block, is missing'
    when block_json ->> 'chain_id' is null then 'block_json.chain_id is missing'
    when block_json ->> 'timestamp' is null
      or block_json ->> 'timestamp' !~ '^[0-9]{4}-.*(Z|[+-][0-9][0-9](:?[0-9][0-9])?)$'
      then 'block_json.timestamp must be a time with its zone, such as "2026-04-04T09:03:00Z"'
    when jsonb_typeof(block_json -> 'txs') is distinct from 'array'
      then 'block_json.txs must be the list of transactions, [] where there are none'
    else (
      select format(
        'block_json.txs[%s] must be an object with at least "index" (a whole number) and "hash"',
        tx.position - 1
      )
      from jsonb_array_elements(block_json -> 'txs') with ordinality as tx (value, position)
      where jsonb_typeof(tx.value) <> 'object'
        or tx.value ->> 'hash' is null
        or tx.value ->> 'index' is null
        or tx.value ->> 'index' !~ '^[0-9]{1,9}$'
      order by tx.position
      limit 1
    )
  end
$$;

comment on function em.block_json_fault(jsonb) is
  'What is wrong with the form of a block_json, as a sentence; NULL where nothing is. Called only after an error.';
