create function em.matches_stem_of(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when value = 'null' then true
    when jsonb_typeof(value) = 'object' then
      value - '{category,parent_track_id}'::text[] = '{}'
      and em.is_text(value -> 'category')
      and em.is_integer(value -> 'parent_track_id')
    else false
  end
$$;

comment on function em.matches_stem_of(jsonb) is
  'Whether a JSON value fits tracks.stem_of: {"category": string, "parent_track_id": integer} and no other keys, or '
  'null. A missing member (NULL) does not fit.';
