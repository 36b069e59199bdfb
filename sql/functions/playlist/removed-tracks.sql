create function em.removed_tracks(removed jsonb, block_time timestamp)
returns table ("position" bigint, track numeric, came_at timestamp, left_at timestamp)
language sql immutable parallel safe
as $$
  select item.position, em.track_of_entry(item.entry), coalesce(carried.came_at, carried.left_at), carried.left_at
  from jsonb_array_elements(
    case jsonb_typeof(removed) when 'array' then removed else '[]' end
  ) with ordinality as item (entry, position)
  cross join lateral (
    select
      em.release_time(item.entry -> 'created_at') as came_at,
      coalesce(em.release_time(item.entry -> 'updated_at'), block_time) as left_at
  ) as carried
  where em.track_of_entry(item.entry) is not null
$$;

comment on function em.removed_tracks(jsonb, timestamp) is
  'The tracks that a playlist of the old chain once held, with the times at which they came and left; where it is '
  'not said when, they left at the given time, and came when they left.';
