create function em.is_double_or_null(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case coalesce(jsonb_typeof(value), 'null')
    when 'null' then true
    when 'number' then abs(em.nearest_double(value::numeric)) < 'Infinity'
    else false
  end
$$;

comment on function em.is_double_or_null(jsonb) is
  'Whether a double precision column takes the value: a JSON number in its range, null, or a missing member.';
