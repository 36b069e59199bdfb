create function em.first_mentions(mentions jsonb)
returns integer[]
language plpgsql immutable parallel safe
as $$
begin
  if em.list_or_empty(mentions) = '[]' then
    return '{}'::integer[];
  end if;
  return (
    select case
      when coalesce(bool_and(em.whole_integer(mention.value) is not null), true)
      then coalesce(array_agg(distinct em.whole_integer(mention.value)), '{}')
    end
    from jsonb_array_elements(mentions) with ordinality as mention (value, position)
    where mention.position <= 10 and jsonb_typeof(mention.value) = 'number'
  );
end
$$;

comment on function em.first_mentions(jsonb) is
  'The users named by number among the first ten mentions of a comment, each once; NULL when one is beyond every '
  'user''s number.';
