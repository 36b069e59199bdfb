create function handle_track()
returns trigger
language plpgsql
as $$
declare
  counted constant boolean := em.is_counted_track(new);
  was_counted constant boolean := tg_op = 'UPDATE' and em.is_counted_track(old);
  is_public constant boolean := counted and not new.is_unlisted;
  was_public constant boolean := was_counted and not old.is_unlisted;
begin
  if tg_op = 'INSERT' then
    insert into aggregate_track (track_id)
    values (new.track_id)
    on conflict do nothing;
  end if;
  if tg_op = 'UPDATE' and old.owner_id <> new.owner_id then
    perform em.count_tracks(old.owner_id, -was_counted::integer, -was_public::integer);
    perform em.count_tracks(new.owner_id, counted::integer, is_public::integer);
  elsif tg_op = 'INSERT' or counted <> was_counted or is_public <> was_public then
    perform em.count_tracks(
      new.owner_id, counted::integer - was_counted::integer, is_public::integer - was_public::integer);
  end if;
  if is_public and not was_public then
    perform em.notify_new_track(new);
  end if;
  if tg_op = 'UPDATE' and old.is_unlisted and not new.is_unlisted then
    perform em.notify_contests_of_track(new);
  end if;
  return null;
end
$$;

comment on function handle_track() is
  'Counts a track for its owner, and tells subscribers, the owner of what it remixes and those who care for a contest '
  'when it comes out.';
