create function em.other_transactions(blocks jsonb)
returns setof em.other_transaction
language sql stable parallel safe
as $$
  select
    row_number() over (
      order by
        block.position,
        case tx.value ->> 'type'
          when 'storage_proof' then 1
          when 'storage_proof_verification' then 1
          when 'sla_rollup' then 2
          else 3
        end,
        tx.position
    ),
    block.value ->> 'chain_id',
    (block.value ->> 'height')::bigint,
    (block.value ->> 'timestamp')::timestamptz at time zone 'UTC',
    tx.value ->> 'type',
    tx.value
  from jsonb_array_elements(blocks) with ordinality as block (value, position)
  cross join lateral jsonb_array_elements(block.value -> 'txs') with ordinality as tx (value, position)
  where tx.value ->> 'type' in (
    'storage_proof', 'storage_proof_verification', 'sla_rollup',
    'validator_registration', 'validator_deregistration', 'validator_misbehavior_deregistration'
  )
$$;

comment on function em.other_transactions(jsonb) is
  'The transactions of blocks that are no ManageEntity and have tables of their own, in the order in which they count: '
  'within a block storage proofs come first, then rollups, then validators.';
