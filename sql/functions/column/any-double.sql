-- Longer texts spell numbers too, but none that a cast is sure to hold.
create function em.any_double(value jsonb)
returns double precision
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then em.double(value)
    when 'string' then
      case
        when value #>> '{}' ~* $pattern$(?x)
          ^ [ \t\n\v\f\r]* [-+]? (?: [0-9]{1,400} (?: \. [0-9]{0,400} )? | \. [0-9]{1,400} ) (?: e [-+]? [0-9]{1,3} )?
          [ \t\n\v\f\r]* $
        $pattern$
          then em.nearest_double((value #>> '{}')::numeric)
      end
  end
$$;

comment on function em.any_double(jsonb) is
  'A value as an unchecked double precision column stores it: a number, also one that a text spells; NULL for other '
  'kinds, and an infinity where it is beyond the column.';
