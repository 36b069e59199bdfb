-- In a database that an earlier version migrated, nobody asked whether it was empty before: it counts as a copy of production's.
create table if not exists em.aggregates (
  singleton boolean not null default true,
  are_current boolean not null,
  files_hash text,
  constraint aggregates_pkey primary key (singleton),
  constraint aggregates_has_one_row check (singleton)
);

-- The trigger functions as we wrote them, by which they are told from those that the API puts in their place.
create table if not exists em.trigger_functions (
  name text not null,
  source text not null,
  constraint trigger_functions_pkey primary key (name)
);

-- Plays that a chain brings along as a number for a track, and not one by one.
create table if not exists em.play_deltas (
  track_id bigint not null,
  delta numeric not null,
  constraint play_deltas_pkey primary key (track_id)
);
