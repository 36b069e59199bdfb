-- A text of more digits spells a number too, but nobody writes one, and a pattern counts to 255.
create function em.any_double(value jsonb)
returns double precision
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then em.double(value)
    when 'string' then
      case
        when value #>> '{}' ~* $pattern$(?x)
          ^ [ \t\n\v\f\r]* [-+]? (?: [0-9]{1,255} (?: \. [0-9]{0,255} )? | \. [0-9]{1,255} ) (?: e [-+]? [0-9]{1,3} )?
          [ \t\n\v\f\r]* $
        $pattern$
          then em.nearest_double((value #>> '{}')::numeric)
      end
  end
$$;

comment on function em.any_double(jsonb) is
  'A value as an unchecked double precision column stores it: a number, also one that a text spells; NULL for other '
  'kinds, and an infinity where it is beyond the column.';
