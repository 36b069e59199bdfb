-- Validators, their service levels and their storage proofs, as they came from the chain.

-- The validators, with their current state.
do $$ begin
  if to_regclass('etl_validators') is null then
    create table etl_validators (
      id serial not null,
      address text not null,
      endpoint text not null,
      comet_address text not null,
      node_type text not null,
      spid text not null,
      voting_power bigint not null,
      status text not null,
      registered_at bigint not null,
      deregistered_at bigint,
      created_at timestamp not null,
      updated_at timestamp not null,
      constraint etl_validators_pkey primary key (id),
      constraint etl_validators_endpoint_key unique (endpoint)
    );

    create index etl_validators_active_reports_idx on etl_validators (status, comet_address)
      where status = 'active';
    create index etl_validators_address_lower_idx on etl_validators (lower(address));
    create index etl_validators_comet_address_idx on etl_validators (comet_address);
    create index etl_validators_comet_address_lower_idx on etl_validators (lower(comet_address));
    create index etl_validators_status_covering_idx on
      etl_validators (status, comet_address, endpoint, node_type, spid, voting_power)
      where status = 'active';
    create index etl_validators_status_idx on etl_validators (status);
  end if;
end $$;

-- Each registration of a validator.
do $$ begin
  if to_regclass('etl_validator_registrations') is null then
    create table etl_validator_registrations (
      id serial not null,
      address text not null,
      endpoint text not null,
      comet_address text not null,
      eth_block text not null,
      node_type text not null,
      spid text not null,
      comet_pubkey bytea not null,
      voting_power bigint not null,
      block_height bigint not null,
      tx_hash text not null,
      constraint etl_validator_registrations_pkey primary key (id)
    );

    create index etl_validator_registrations_comet_address_idx on etl_validator_registrations (comet_address);
    create index etl_validator_registrations_cursor_idx on etl_validator_registrations (block_height, id);
    create index etl_validator_registrations_tx_hash_idx on etl_validator_registrations (tx_hash);
  end if;
end $$;

-- Each deregistration of a validator.
do $$ begin
  if to_regclass('etl_validator_deregistrations') is null then
    create table etl_validator_deregistrations (
      id serial not null,
      comet_address text not null,
      comet_pubkey bytea not null,
      block_height bigint not null,
      tx_hash text not null,
      constraint etl_validator_deregistrations_pkey primary key (id)
    );

    create index etl_validator_deregistrations_comet_address_idx on
      etl_validator_deregistrations (comet_address);
    create index etl_validator_deregistrations_cursor_idx on etl_validator_deregistrations (block_height, id);
    create index etl_validator_deregistrations_tx_hash_idx on etl_validator_deregistrations (tx_hash);
  end if;
end $$;

-- Each removal of a validator for its misbehavior.
do $$ begin
  if to_regclass('etl_validator_misbehavior_deregistrations') is null then
    create table etl_validator_misbehavior_deregistrations (
      id serial not null,
      comet_address text not null,
      pub_key bytea not null,
      block_height bigint not null,
      tx_hash text not null,
      created_at timestamp not null,
      constraint etl_validator_misbehavior_deregistrations_pkey primary key (id)
    );

    create index etl_validator_misbehavior_deregistrations_cursor_idx on
      etl_validator_misbehavior_deregistrations (block_height, id);
  end if;
end $$;

-- The service levels of the whole network over a range of blocks.
do $$ begin
  if to_regclass('etl_sla_rollups') is null then
    create table etl_sla_rollups (
      id serial not null,
      block_start bigint not null,
      block_end bigint not null,
      block_height bigint not null,
      validator_count integer not null,
      block_quota integer not null,
      bps double precision not null,
      tps double precision not null,
      tx_hash text not null,
      created_at timestamp not null,
      constraint etl_sla_rollups_pkey primary key (id)
    );

    create index etl_sla_rollups_block_height_desc_idx on etl_sla_rollups (block_height desc, id desc);
    create index etl_sla_rollups_cursor_idx on etl_sla_rollups (block_height, id);
    create index etl_sla_rollups_latest_covering_idx on
      etl_sla_rollups (block_height desc, id desc, block_start, block_end, validator_count, block_quota, bps, tps);
    create index etl_sla_rollups_tx_hash_idx on etl_sla_rollups (tx_hash);
  end if;
end $$;

-- The share of one validator in such a rollup.
do $$ begin
  if to_regclass('etl_sla_node_reports') is null then
    create table etl_sla_node_reports (
      id serial not null,
      sla_rollup_id integer not null,
      address text not null,
      num_blocks_proposed integer not null,
      challenges_received integer not null,
      challenges_failed integer not null,
      block_height bigint not null,
      tx_hash text not null,
      created_at timestamp not null,
      constraint etl_sla_node_reports_pkey primary key (id),
      constraint etl_sla_node_reports_sla_rollup_id_fkey foreign key (sla_rollup_id) references etl_sla_rollups (id)
    );

    create index etl_sla_node_reports_address_lower_idx on etl_sla_node_reports (lower(address));
    create index etl_sla_node_reports_address_sla_rollup_idx on etl_sla_node_reports (address, sla_rollup_id);
    create index etl_sla_node_reports_cursor_idx on etl_sla_node_reports (block_height, id);
    create index etl_sla_node_reports_sla_rollup_id_idx on etl_sla_node_reports (sla_rollup_id);
  end if;
end $$;

do $$ begin
  if to_regtype('etl_proof_status') is null then
    create type etl_proof_status as enum ('unresolved', 'pass', 'fail');
  end if;
end $$;

-- What each validator claims to store, and whether its proof passed.
do $$ begin
  if to_regclass('etl_storage_proofs') is null then
    create table etl_storage_proofs (
      id serial not null,
      height bigint not null,
      address text not null,
      prover_addresses text[] not null,
      cid text not null,
      proof_signature bytea,
      proof bytea,
      status etl_proof_status not null default 'unresolved',
      block_height bigint not null,
      tx_hash text not null,
      created_at timestamp not null,
      constraint etl_storage_proofs_pkey primary key (id)
    );

    create index etl_storage_proofs_cursor_idx on etl_storage_proofs (block_height, id);
    create index etl_storage_proofs_height_address_idx on etl_storage_proofs (height, address);
    create index etl_storage_proofs_height_idx on etl_storage_proofs (height);
    create index etl_storage_proofs_height_range_idx on etl_storage_proofs (height, address)
      where height >= 0;
    create index etl_storage_proofs_status_fail_idx on etl_storage_proofs (height, address)
      where status = 'fail';
    create index etl_storage_proofs_status_unresolved_idx on etl_storage_proofs (height, address)
      where status = 'unresolved';
    create index etl_storage_proofs_tx_hash_idx on etl_storage_proofs (tx_hash);
  end if;
end $$;

-- The proofs against which storage proofs are judged.
do $$ begin
  if to_regclass('etl_storage_proof_verifications') is null then
    create table etl_storage_proof_verifications (
      id serial not null,
      height bigint not null,
      proof bytea not null,
      block_height bigint not null,
      tx_hash text not null,
      created_at timestamp not null,
      constraint etl_storage_proof_verifications_pkey primary key (id)
    );

    create index etl_storage_proof_verifications_cursor_idx on
      etl_storage_proof_verifications (block_height, id);
    create index etl_storage_proof_verifications_tx_hash_idx on etl_storage_proof_verifications (tx_hash);
  end if;
end $$;
