-- Offset 0 keeps the planner from finding out the track of an entry more than once.
create function em.entries_of_contents(contents jsonb)
returns table ("position" bigint, track numeric, "time" numeric, metadata_time numeric)
language sql immutable parallel safe
as $$
  select entry.position, entry.track, entry.time, entry.metadata_time
  from (
    select
      item.position,
      em.track_of_entry(item.value) as track,
      em.first_number(item.value -> 'time', item.value -> 'timestamp') as "time",
      em.first_number(item.value -> 'metadata_time', item.value -> 'metadata_timestamp') as metadata_time
    from jsonb_array_elements(
      case 'array'
        when jsonb_typeof(contents) then contents
        when jsonb_typeof(contents -> 'track_ids') then contents -> 'track_ids'
        else '[]'
      end
    ) with ordinality as item (value, position)
    offset 0
  ) as entry
  where entry.track is not null
$$;

comment on function em.entries_of_contents(jsonb) is
  'The entries of a playlist''s contents, given as a list or as an object with the list as its track_ids: the track '
  'of each, when it was added, and when the client says that it was. Entries that name no track are left out.';
