create function em.record_validator(tx jsonb, height bigint, block_time timestamp)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  hash constant text := tx ->> 'hash';
  comet_address constant text := em.raw_text(tx ->> 'comet_address');
  pub_key constant bytea := coalesce((tx ->> 'pub_key')::bytea, '');
  hashed boolean;
begin
  case tx ->> 'type'
    when 'validator_registration' then
      perform em.register_validator(
        em.raw_text(tx ->> 'delegate_wallet'),
        em.raw_text(tx ->> 'endpoint'),
        comet_address,
        coalesce((tx ->> 'eth_block')::bigint, 0)::text,
        em.raw_text(tx ->> 'node_type'),
        em.raw_text(tx ->> 'sp_id'),
        pub_key,
        coalesce((tx ->> 'power')::bigint, 0),
        height,
        hash,
        block_time
      );
    when 'validator_deregistration' then
      insert into etl_validator_deregistrations (comet_address, comet_pubkey, block_height, tx_hash)
      values (comet_address, pub_key, height, hash)
      returning em.hash_etl_validator_deregistrations(etl_validator_deregistrations)
      into hashed;

      update etl_validators
      set
        deregistered_at = height,
        updated_at = block_time,
        status = 'deregistered'
      where etl_validators.comet_address = comet_address;
    else
      insert into etl_validator_misbehavior_deregistrations (
        comet_address, pub_key, block_height, tx_hash, created_at
      )
      values (comet_address, pub_key, height, hash, block_time)
      returning em.hash_etl_validator_misbehavior_deregistrations(etl_validator_misbehavior_deregistrations)
      into hashed;
  end case;
end
$$;

comment on function em.record_validator(jsonb, bigint, timestamp) is
  'Writes the registration or deregistration of a validator, and keeps etl_validators in step with it. A removal for '
  'misbehavior does not change etl_validators, and a legacy registration has no table: both as in the Go ETL.';
