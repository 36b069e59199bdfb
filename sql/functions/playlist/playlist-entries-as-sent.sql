create function em.playlist_entries_as_sent(items jsonb)
returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  return (
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'track', em.truthy_or(item.value -> 'track', item.value -> 'track_id'),
          'metadata_time', em.truthy_or(item.value -> 'timestamp', item.value -> 'time')
        )
      ),
      '[]'
    )
    from jsonb_array_elements(items) as item
  );
end
$$;

comment on function em.playlist_entries_as_sent(jsonb) is
  'The items of a new playlist as entries with the times that the client gave them. The network compares the same '
  'items with these when it decides which are there already.';
