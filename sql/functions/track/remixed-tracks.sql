create function em.remixed_tracks(remix_of jsonb)
returns integer[]
language plpgsql immutable parallel safe
as $$
begin
  if jsonb_typeof(remix_of -> 'tracks') is distinct from 'array' then
    return '{}'::integer[];
  end if;
  return (
    select case
      when bool_and(em.whole_integer(item.value -> 'parent_track_id') is not null) is not false
      then coalesce(array_agg(em.whole_integer(item.value -> 'parent_track_id') order by item.position), '{}')
    end
    from jsonb_array_elements(remix_of -> 'tracks') with ordinality as item (value, position)
    where jsonb_typeof(item.value -> 'parent_track_id') = 'number'
  );
end
$$;

comment on function em.remixed_tracks(jsonb) is
  'The tracks that a remix_of names, in their order: the numbers among its parents. NULL where one is beyond the '
  'integers of a column.';
