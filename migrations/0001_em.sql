-- The schema of what is ours alone: the generated procedures, the functions that they call, our bookkeeping.

create schema if not exists em;

-- What `migrate` applied last. One row; a streamer compares it with the procedures that it was built with.
create table if not exists em.procedures (
  singleton boolean not null default true,
  content_hash text not null,
  applied_at timestamptz not null,
  constraint procedures_pkey primary key (singleton),
  constraint procedures_has_one_row check (singleton)
);
