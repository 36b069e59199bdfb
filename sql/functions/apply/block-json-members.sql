-- A list within a transaction is one of its members, and what the list holds has members of its own.
create function em.block_json_members()
returns table (of_what text, member text, kind text, needed boolean)
language sql immutable parallel safe
as $$
  values
    ('block', 'height', 'height', true),
    ('block', 'hash', 'name', true),
    ('block', 'chain_id', 'text', true),
    ('block', 'proposer', 'text', false),
    ('block', 'timestamp', 'time', true),
    ('block', 'txs', 'list', true),
    ('transaction', 'index', 'index', true),
    ('transaction', 'hash', 'name', true),
    ('transaction', 'type', 'text', true),
    ('manage_entity', 'user_id', 'bigint', true),
    ('manage_entity', 'entity_type', 'text', true),
    ('manage_entity', 'entity_id', 'bigint', true),
    ('manage_entity', 'action', 'text', true),
    ('manage_entity', 'metadata', 'text', true),
    ('manage_entity', 'signer', 'text', true),
    ('manage_entity', 'signature', 'text', false),
    ('manage_entity', 'nonce', 'text', false),
    ('manage_entity', 'json_error', 'text', false),
    ('manage_entity', 'nul', 'text', false),
    ('manage_entity', 'lone_surrogates', 'flag', false),
    ('manage_entity', 'recovered', 'object', false),
    ('plays', 'plays', 'list', false),
    ('play', 'user_id', 'text', false),
    ('play', 'track_id', 'text', false),
    ('play', 'timestamp', 'time or null', false),
    ('play', 'signature', 'text', false),
    ('play', 'city', 'text', false),
    ('play', 'region', 'text', false),
    ('play', 'country', 'text', false),
    ('storage_proof', 'height', 'bigint', false),
    ('storage_proof', 'address', 'text', false),
    ('storage_proof', 'prover_addresses', 'list of texts', false),
    ('storage_proof', 'cid', 'text', false),
    ('storage_proof', 'proof_signature', 'bytes or null', false),
    ('storage_proof_verification', 'height', 'bigint', false),
    ('storage_proof_verification', 'proof', 'bytes or null', false),
    ('sla_rollup', 'timestamp', 'time or null', false),
    ('sla_rollup', 'timestamp_nanoseconds', 'integer', false),
    ('sla_rollup', 'block_start', 'bigint', false),
    ('sla_rollup', 'block_end', 'bigint', false),
    ('sla_rollup', 'reports', 'list', false),
    ('report', 'address', 'text', false),
    ('report', 'num_blocks_proposed', 'integer', false),
    ('validator_registration', 'delegate_wallet', 'text', false),
    ('validator_registration', 'endpoint', 'text', false),
    ('validator_registration', 'comet_address', 'text', false),
    ('validator_registration', 'eth_block', 'bigint', false),
    ('validator_registration', 'node_type', 'text', false),
    ('validator_registration', 'sp_id', 'text', false),
    ('validator_registration', 'pub_key', 'bytes or null', false),
    ('validator_registration', 'power', 'bigint', false),
    ('validator_deregistration', 'comet_address', 'text', false),
    ('validator_deregistration', 'pub_key', 'bytes or null', false),
    ('validator_misbehavior_deregistration', 'comet_address', 'text', false),
    ('validator_misbehavior_deregistration', 'pub_key', 'bytes or null', false)
$$;

comment on function em.block_json_members() is
  'The members of block_json that em_apply reads: of what (a block, a transaction of any type or of one, a play, a '
  'report of an SLA rollup), of which kind (em.is_of_kind), and whether they may not be left out. json and json_2025 '
  'may be any JSON.';
