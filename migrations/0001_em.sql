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

-- The counts, notifications and NOTIFYs that production's triggers keep (sql/triggers/) are ours to keep where the database was empty
-- before us, and only there. One row then, else none.
create table if not exists em.aggregates (
  singleton boolean not null default true,
  -- Whether the triggers are on, and the counts therefore those of the newest block.
  are_current boolean not null,
  -- The files that were applied; null before the first time.
  files_hash text,
  constraint aggregates_pkey primary key (singleton),
  constraint aggregates_has_one_row check (singleton)
);

insert into em.aggregates (are_current)
select false
where not exists (
    select from unnest('{blocks, users, tracks, playlists, follows, plays, aggregate_user, aggregate_track}'::text[]) as name
    where to_regclass(name) is not null
  )
  and to_regprocedure('handle_user()') is null
  and to_regprocedure('handle_track()') is null
on conflict do nothing;
