create function handle_comment_update()
returns trigger
language plpgsql
as $$
declare
  change constant integer := (not new.is_delete and new.is_visible)::integer
    - (not old.is_delete and old.is_visible)::integer;
begin
  if new.entity_type = 'Track' and change <> 0 then
    update aggregate_track
    set comment_count = aggregate_track.comment_count + change
    where aggregate_track.track_id = new.entity_id;
  end if;
  return null;
end
$$;

comment on function handle_comment_update() is
  'Counts a comment that is deleted, hidden or shown again. Ours: production''s trigger sees new comments alone.';
