create function em.milestone_steps(name text)
returns integer[]
language sql immutable parallel safe
as $$
  select case name
    when 'FOLLOWER_COUNT' then
      '{10, 25, 50, 100, 250, 500, 1000, 5000, 10000, 20000, 50000, 100000, 1000000}'::integer[]
    else
      '{10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000}'::integer[]
  end
$$;

comment on function em.milestone_steps(text) is
  'The counts that are a milestone: of followers (FOLLOWER_COUNT), or of saves, reposts and plays.';
