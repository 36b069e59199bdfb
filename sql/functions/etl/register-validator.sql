create function em.register_validator(
  address text, endpoint text, comet_address text, eth_block text, node_type text, spid text, pub_key bytea,
  voting_power bigint, height bigint, tx_hash text, block_time timestamp
)
returns void
language plpgsql
as $$
#variable_conflict use_variable
declare
  hashed boolean;
begin
  insert into etl_validator_registrations (
    address, endpoint, comet_address, eth_block, node_type, spid, comet_pubkey, voting_power, block_height, tx_hash
  )
  values (address, endpoint, comet_address, eth_block, node_type, spid, pub_key, voting_power, height, tx_hash)
  returning em.hash_etl_validator_registrations(etl_validator_registrations)
  into hashed;

  insert into etl_validators (
    address, endpoint, comet_address, node_type, spid, voting_power, status,
    registered_at, deregistered_at, created_at, updated_at
  )
  values (
    address, endpoint, comet_address, node_type, spid, voting_power, 'active',
    height, null, block_time, block_time
  )
  on conflict on constraint etl_validators_endpoint_key do update
  set
    address = excluded.address,
    comet_address = excluded.comet_address,
    node_type = excluded.node_type,
    spid = excluded.spid,
    voting_power = excluded.voting_power,
    status = excluded.status,
    registered_at = excluded.registered_at,
    created_at = excluded.created_at,
    updated_at = excluded.updated_at
  -- A validator at height 0 is known only from a node; the chain's registration replaces it whenever it comes.
  where etl_validators.registered_at = 0;
end
$$;

comment on function em.register_validator(text, text, text, text, text, text, bytea, bigint, bigint, text, timestamp) is
  'Writes a registration. An endpoint that the chain registered before stays unchanged in etl_validators, as in the Go '
  'ETL.';
