create function em.any_bigint(value jsonb)
returns bigint
language sql immutable parallel safe
as $$
  select case
    when em.any_whole(value) between -9223372036854775808 and 9223372036854775807 then em.any_whole(value)::bigint
  end
$$;

comment on function em.any_bigint(jsonb) is
  'A value as an unchecked bigint column stores it: a number rounded (2.5 is 3), or the integer that a text spells; '
  'NULL where the column does not take it.';
