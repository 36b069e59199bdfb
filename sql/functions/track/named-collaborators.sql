create function em.named_collaborators(collaborators jsonb, owner_id bigint)
returns integer[]
language sql immutable parallel safe
as $$
  select case
    when bool_and(kept.user_id between -2147483648 and 2147483647) is not false
    then coalesce(array_agg(em.whole_integer(to_jsonb(kept.user_id)) order by kept.position), '{}')
  end
  from (
    select named.user_id, min(named.position) as position
    from (
      select case jsonb_typeof(given.value) when 'number' then trunc(given.value::numeric) end as user_id, item.position
      from jsonb_array_elements(case jsonb_typeof(collaborators) when 'array' then collaborators else '[]' end)
        with ordinality as item (value, position)
      cross join lateral (
        select case jsonb_typeof(item.value) when 'object' then item.value -> 'user_id' else item.value end
      ) as given (value)
    ) as named
    where named.user_id not in (0, owner_id)
    group by named.user_id
    order by min(named.position)
    limit 50
  ) as kept
$$;

comment on function em.named_collaborators(jsonb, bigint) is
  'The users whom the owner of a track names as collaborators, by their numbers or by objects with a user_id, each '
  'once, without the owner: the first 50. NULL where one of them is beyond the integers of a column (network-2026.md '
  '4.3).';
