create function em.entries_of_contents(contents jsonb)
returns table ("position" bigint, track numeric, "time" numeric, metadata_time numeric)
language sql immutable parallel safe
as $$
  select
    item.position,
    em.track_of_entry(item.entry),
    em.first_number(item.entry -> 'time', item.entry -> 'timestamp'),
    em.first_number(item.entry -> 'metadata_time', item.entry -> 'metadata_timestamp')
  from jsonb_array_elements(
      case 'array'
        when jsonb_typeof(contents) then contents
        when jsonb_typeof(contents -> 'track_ids') then contents -> 'track_ids'
        else '[]'
      end)
    with ordinality as item (entry, position)
  where em.track_of_entry(item.entry) is not null
$$;

comment on function em.entries_of_contents(jsonb) is
  'The entries of a playlist''s contents, given as a list or as an object with the list as its track_ids: the track of each, when it was added, and when the client says that it was. Entries that name no track are left out.';
