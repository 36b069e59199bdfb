create function em.mentioned_users(mentions jsonb)
returns integer[]
language plpgsql immutable parallel safe
as $$
begin
  if em.list_or_empty(mentions) = '[]' then
    return '{}'::integer[];
  end if;
  return (
    select case
      when (
        select coalesce(bool_and(em.integer(mention.value) is not null), true)
        from jsonb_array_elements(mentions) with ordinality as mention (value, position)
        where mention.position <= 10
      ) then array(
        select em.integer(mention.value)
        from jsonb_array_elements(mentions) with ordinality as mention (value, position)
        where mention.position <= 10
        group by em.integer(mention.value)
        order by min(mention.position)
      )
    end
  );
end
$$;

comment on function em.mentioned_users(jsonb) is
  'The users that a comment mentions: the first ten of the list, each once, in its order; empty where the value is not '
  'a list. NULL when one of the ten is not an integer that a user id can be.';
