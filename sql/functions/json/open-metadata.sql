create function em.open_metadata(json jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(json) is distinct from 'object' then '{}'
    when jsonb_typeof(json -> 'data') = 'object' then json -> 'data'
    else json
  end
$$;

comment on function em.open_metadata(jsonb) is
  'The members of metadata with an envelope or without one; an object without members where it is not a JSON object (network-2026.md A1, A2).';
