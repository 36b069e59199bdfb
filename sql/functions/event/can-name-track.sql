create function em.can_name_track(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(value)
    when 'number' then true
    when 'null' then true
    when 'string' then em.compared_integer(value) is not null
    else value is null
  end
$$;

comment on function em.can_name_track(jsonb) is
  'Whether a track can be looked up by a JSON value, found or not: a number, a text that spells an integer, null, or a '
  'missing member (NULL).';
