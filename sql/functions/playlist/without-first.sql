create function em.without_first(list integer[], element integer)
returns integer[]
language sql immutable parallel safe
as $$
  select case
    when element = any (list)
      then list[:array_position(list, element) - 1] || list[array_position(list, element) + 1:]
    else list
  end
$$;

comment on function em.without_first(integer[], integer) is
  'A list without the first occurrence of an element.';
