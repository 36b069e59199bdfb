-- Why a transaction was refused: a stable code, and a reason for people.
create type em.rejection as (code text, reason text);

-- The block that a transaction is in.
create type em.block as (
  number integer,   -- blocks.number, the em_block; NULL in a block without ManageEntity transactions
  hash text,
  time timestamp without time zone,   -- in whole seconds (D1)
  height bigint,
  chain_id text
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
  json jsonb,   -- the parsed metadata; NULL when it does not parse
  json_error text,   -- why not
  nul text,   -- the character that stands for U+0000 in json
  lone_surrogates boolean,   -- lone surrogates were dropped from json
  recovered jsonb   -- what the edge recovered from signatures
);
