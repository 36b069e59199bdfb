create function em.named_collaborators(collaborators jsonb, owner_id bigint)
returns integer[]
language plpgsql immutable parallel safe
as $$
begin
  if jsonb_typeof(collaborators) is distinct from 'array' then
    return '{}'::integer[];
  end if;
  return (
    select case
      when bool_and(em.whole_integer(kept.user_id) is not null) is not false
      then coalesce(array_agg(em.whole_integer(kept.user_id) order by kept.position), '{}')
    end
    from (
      select
        named.user_id,
        min(named.position) as position
      from (
        select
          case jsonb_typeof(given.value) when 'number' then to_jsonb(trunc(given.value::numeric)) end as user_id,
          item.position
        from jsonb_array_elements(collaborators) with ordinality as item (value, position)
        cross join lateral (
          values (case jsonb_typeof(item.value) when 'object' then item.value -> 'user_id' else item.value end)
        ) as given (value)
      ) as named
      where named.user_id not in ('0', to_jsonb(owner_id))
      group by named.user_id
      order by min(named.position)
      limit 50
    ) as kept
  );
end
$$;

comment on function em.named_collaborators(jsonb, bigint) is
  'The users whom the owner of a track names as collaborators, by their numbers or by objects with a user_id, each '
  'once, without the owner: the first 50. NULL where one of them is beyond the integers of a column.';
