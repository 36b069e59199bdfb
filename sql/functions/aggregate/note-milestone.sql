-- A count that jumps over a step misses it, as in production.
create function em.note_milestone(
  name text,
  id integer,
  count bigint,
  blocknumber integer,
  slot integer,
  reached_at timestamp
)
returns boolean
language plpgsql
as $$
begin
  if count <> all (em.milestone_steps(name)) then
    return false;
  end if;
  insert into milestones (id, name, threshold, blocknumber, slot, "timestamp")
  values (
    note_milestone.id, note_milestone.name, count, note_milestone.blocknumber, note_milestone.slot, reached_at
  )
  on conflict do nothing;
  return true;
end
$$;

comment on function em.note_milestone(text, integer, bigint, integer, integer, timestamp) is
  'Keeps that a count has come to a step, if it has, and gives whether it has. The first time counts.';
