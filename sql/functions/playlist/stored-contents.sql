create function em.stored_contents(contents jsonb)
returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  return (
    select case
      when bool_and(
        entry.track between -2147483648 and 2147483647
        and coalesce(entry.time, 0) between -9223372036854775808 and 9223372036854775807
        and coalesce(entry.metadata_time, 0) between -9223372036854775808 and 9223372036854775807
      ) is not false then
        jsonb_build_object(
          'track_ids',
          coalesce(
            jsonb_agg(
              jsonb_strip_nulls(
                jsonb_build_object('track', entry.track, 'time', entry.time, 'metadata_time', entry.metadata_time)
              )
              order by entry.position
            ),
            '[]'
          )
        )
    end
    from em.entries_of_contents(contents) as entry
  );
end
$$;

comment on function em.stored_contents(jsonb) is
  'The contents of a playlist in the form in which they are stored, {"track_ids": [{track, time, metadata_time}]}. '
  'NULL where a track or a time is beyond the integers of a column.';
