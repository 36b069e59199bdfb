create function em.notify_remix_contest_winners_selected(event_id integer, block em.block)
returns void
language plpgsql
as $$
begin
  insert into notification (type, group_id, specifier, user_ids, data, timestamp)
  select
    'fan_remix_contest_winners_selected',
    format('fan_remix_contest_winners_selected:%s:user:%s', events.event_id, remixer.user_id),
    events.user_id::text,
    array[remixer.user_id],
    jsonb_build_object('entity_id', events.entity_id, 'entity_user_id', events.user_id),
    block.time
  from events
  cross join lateral (
    select distinct tracks.owner_id as user_id
    from tracks
    where tracks.created_at > events.created_at
      and tracks.remix_of @> jsonb_build_object(
        'tracks', jsonb_build_array(jsonb_build_object('parent_track_id', events.entity_id))
      )
      and not tracks.is_delete
      and tracks.owner_id <> events.user_id
  ) as remixer
  where events.event_id = notify_remix_contest_winners_selected.event_id
    and events.event_type = 'remix_contest'
    and not events.is_deleted
    and exists (
      select from tracks
      where tracks.track_id = events.entity_id
        and not tracks.is_delete
        and not tracks.is_unlisted
    )
  order by remixer.user_id
  on conflict (group_id, specifier) do nothing;
end
$$;

comment on function em.notify_remix_contest_winners_selected(integer, em.block) is
  'For a remix contest, not deleted, of a public track: notifies everybody else who has uploaded a remix of the track '
  'since the contest began that the winners are chosen, each person once for a contest. The rows have no blocknumber.';
