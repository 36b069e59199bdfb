create function em.are_removed_tracks_storable(removed jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  if em.list_or_empty(removed) = '[]' then
    return true;
  end if;
  return (
    select bool_and(
      entry.track between -2147483648 and 2147483647
      and isfinite(entry.came_at)
      and isfinite(entry.left_at)
    ) is not false
    from em.removed_tracks(removed, 'epoch') as entry
  );
end
$$;

comment on function em.are_removed_tracks_storable(jsonb) is
  'Whether the tracks that a playlist once held, and the times at which they came and left, fit into their columns.';
