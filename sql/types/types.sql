-- Why a transaction was refused: a stable code, and a reason for people.
create type em.rejection as (code text, reason text);

-- The block that a transaction is in.
create type em.block as (
  number integer,   -- blocks.number, the em_block; NULL in a block without ManageEntity transactions
  hash text,
  time timestamp without time zone,   -- as the edition sees it: whole seconds in 2025 (D1), the carried time in the genesis
  height bigint,
  chain_id text
);

-- What a block says of itself.
create type em.block_head as (
  position bigint,   -- among the blocks that are begun together, from 1
  chain_id text,
  height bigint,
  hash text,
  time timestamp without time zone,
  proposer text,
  plays_slot integer,   -- the slot of its plays, where it is known already
  is_em_block boolean   -- whether it holds a ManageEntity transaction
);

-- A transaction that is no ManageEntity and has tables of its own.
create type em.other_transaction as (
  position bigint,   -- among those that are recorded together, in the order in which they count
  chain_id text,
  height bigint,   -- of its block
  block_time timestamp without time zone,
  type text,
  json jsonb   -- its members in block_json
);

-- A ManageEntity transaction, with what the edge computed from it.
create type em.transaction as (
  index integer,
  hash text,
  user_id bigint,
  entity_type text,
  entity_id bigint,
  action text,
  metadata text,
  signer text,
  json jsonb,   -- the parsed metadata, as the edition that judges it reads it; NULL when it does not parse
  json_error text,   -- why not
  nul text,   -- the character that stands for U+0000 in json; not NULL when json holds what no jsonb column may
  lone_surrogates boolean,   -- the metadata held lone surrogates
  recovered jsonb,   -- what the edge recovered from signatures
  written jsonb,   -- the metadata with its numbers as they were written, where json has others; else NULL
  kind text   -- manage_entity, or manage_entity_migration for one of the range with which the new chain begins
);
