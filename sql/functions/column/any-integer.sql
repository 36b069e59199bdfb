create function em.any_integer(value jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case
    when em.any_whole(value) between -2147483648 and 2147483647 then em.any_whole(value)::integer
  end
$$;

comment on function em.any_integer(jsonb) is
  'A value as an unchecked integer column stores it: a number rounded (2.5 is 3), or the integer that a text spells; '
  'NULL where the column does not take it.';
