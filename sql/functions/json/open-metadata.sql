create function em.open_metadata(parsed jsonb)
returns jsonb
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(parsed) is distinct from 'object' then '{}'
    when jsonb_typeof(parsed -> 'data') = 'object' then parsed -> 'data'
    else parsed
  end
$$;

comment on function em.open_metadata(jsonb) is
  'The members of metadata with an envelope or without one; an object without members where it is not a JSON object.';
