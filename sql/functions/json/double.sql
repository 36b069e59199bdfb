create function em.double(value jsonb)
returns double precision
language sql immutable parallel safe
as $$
  select case when jsonb_typeof(value) = 'number' then em.nearest_double(value::numeric) end
$$;

comment on function em.double(jsonb) is
  'A JSON number as double precision; NULL for anything else.';
