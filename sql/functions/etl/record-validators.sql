create function em.record_validators(block_json jsonb, height bigint, block_time timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_column
declare
  tx record;
  hashed boolean;
begin
  -- In order, because a validator may come and go within one block.
  for tx in
    select member.*
    from jsonb_array_elements(block_json -> 'txs') with ordinality as listed (value, position)
    cross join lateral jsonb_to_record(listed.value) as member (
      hash text, type text, delegate_wallet text, endpoint text, comet_address text, eth_block bigint, node_type text,
      sp_id text, pub_key bytea, power bigint
    )
    where listed.value ->> 'type' in (
      'validator_registration', 'validator_deregistration', 'validator_misbehavior_deregistration'
    )
    order by listed.position
  loop
    case tx.type
      when 'validator_registration' then
        perform em.register_validator(
          em.raw_text(tx.delegate_wallet),
          em.raw_text(tx.endpoint),
          em.raw_text(tx.comet_address),
          coalesce(tx.eth_block, 0)::text,
          em.raw_text(tx.node_type),
          em.raw_text(tx.sp_id),
          coalesce(tx.pub_key, ''),
          coalesce(tx.power, 0),
          height,
          tx.hash,
          block_time
        );
      when 'validator_deregistration' then
        insert into etl_validator_deregistrations (comet_address, comet_pubkey, block_height, tx_hash)
        values (em.raw_text(tx.comet_address), coalesce(tx.pub_key, ''), height, tx.hash)
        returning em.hash_etl_validator_deregistrations(etl_validator_deregistrations)
        into hashed;
        update etl_validators
        set
          deregistered_at = height,
          updated_at = block_time,
          status = 'deregistered'
        where etl_validators.comet_address = em.raw_text(tx.comet_address);
      else
        insert into etl_validator_misbehavior_deregistrations (
          comet_address, pub_key, block_height, tx_hash, created_at
        )
        values (em.raw_text(tx.comet_address), coalesce(tx.pub_key, ''), height, tx.hash, block_time)
        returning em.hash_etl_validator_misbehavior_deregistrations(etl_validator_misbehavior_deregistrations)
        into hashed;
    end case;
  end loop;
end
$$;

comment on function em.record_validators(jsonb, bigint, timestamp) is
  'Writes the registrations and deregistrations of validators in a block, and keeps etl_validators in step with them. '
  'A removal for misbehavior does not change etl_validators, and a legacy registration has no table: both as in the Go '
  'ETL.';
