create function em.matches_field_visibility(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'object' then
      value - '{genre,mood,play_count,remixes,share,tags}'::text[] = '{}'
      and not jsonb_path_exists(value, 'strict $.* ? (@.type() != "boolean")')
    else false
  end
$$;

comment on function em.matches_field_visibility(jsonb) is
  'Whether a JSON value fits tracks.field_visibility: an object of booleans with only the six known keys. A missing '
  'member (NULL) does not fit.';
