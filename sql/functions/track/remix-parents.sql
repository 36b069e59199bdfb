create function em.remix_parents(remix_of jsonb)
returns setof jsonb
language sql immutable parallel safe
as $$
  select item.value -> 'parent_track_id'
  from jsonb_array_elements(
    case when jsonb_typeof(remix_of -> 'tracks') = 'array' then remix_of -> 'tracks' else '[]' end
  ) as item
  where em.is_integer_literal(item.value -> 'parent_track_id')
    or jsonb_typeof(item.value -> 'parent_track_id') = 'boolean'
$$;

comment on function em.remix_parents(jsonb) is
  'The parents that a track''s remix_of names: the integers among them, and booleans, which are integers to Python.';
