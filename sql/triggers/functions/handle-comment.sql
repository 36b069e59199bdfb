create function handle_comment()
returns trigger
language plpgsql
as $$
begin
  if new.entity_type = 'Track' then
    insert into aggregate_track (track_id, comment_count)
    values (new.entity_id, (not new.is_delete and new.is_visible)::integer)
    on conflict (track_id) do update
    set comment_count = aggregate_track.comment_count + excluded.comment_count;
  end if;
  return null;
end
$$;

comment on function handle_comment() is
  'Counts a comment for the track under which it stands.';
