-- The schema of what is ours alone: the generated procedures, the functions that they call, our bookkeeping.

create schema if not exists em;

-- The procedures that `migrate` applied last, one row. content_hash stands for the files that were applied (a streamer
-- compares it with its own), functions_hash for the functions as Postgres held them then (so that an edit by hand is seen).
create table if not exists em.procedures (
  singleton boolean not null default true,
  content_hash text not null,
  functions_hash text not null,
  applied_at timestamptz not null,
  constraint procedures_pkey primary key (singleton),
  constraint procedures_has_one_row check (singleton)
);
