-- Follows, saves and reposts that were taken back while the triggers of counts were off. The tables of the network keep a row of each
-- pair alone, as it is now; by these a rebuild finds the milestones that were reached before. name and id are as in milestones.
create table if not exists em.undone_actions (
  name text not null,
  id integer not null,
  user_id integer not null,
  blocknumber integer,
  slot integer,
  created_at timestamp not null,
  txhash text not null,
  undone_in integer,
  undone_by text
);

-- Edition 2025 takes the row away first; what took it back is known when it has been written again as deleted.
create index if not exists undone_actions_unfinished_idx on em.undone_actions (id, user_id) where undone_by is null;
