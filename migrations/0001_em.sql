-- The schema em is ours alone: the generated procedures, the functions that they call, and our bookkeeping.

create schema if not exists em;

-- The procedures that `migrate` applied last, in one row. content_hash identifies the files that were applied (a streamer
-- compares it with its own), functions_hash the functions as Postgres held them then (to detect an edit by hand).
create table if not exists em.procedures (
  singleton boolean not null default true,
  content_hash text not null,
  functions_hash text not null,
  applied_at timestamptz not null,
  constraint procedures_pkey primary key (singleton),
  constraint procedures_has_one_row check (singleton)
);
