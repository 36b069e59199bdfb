create function em.tracks_of_contents(contents jsonb)
returns integer[]
language plpgsql immutable parallel safe
as $$
begin
  return (
    select coalesce(array_agg(distinct entry.track::integer), '{}')
    from em.entries_of_contents(contents) as entry
    where entry.track between -2147483648 and 2147483647
  );
end
$$;

comment on function em.tracks_of_contents(jsonb) is
  'The tracks of a playlist''s contents, each once.';
