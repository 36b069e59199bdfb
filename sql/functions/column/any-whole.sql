create function em.any_whole(value jsonb)
returns numeric
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then round(em.python_number(value))
    when 'string' then em.spelled_integer(value #>> '{}')
  end
$$;

comment on function em.any_whole(jsonb) is
  'The integer that Postgres makes of a value for an unchecked column, were there one wide enough: a number rounded, '
  'half away from zero, or the integer that a text spells; NULL where it refuses the value.';
