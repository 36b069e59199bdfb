create function em.has_room_for_plays(track_id bigint, delta bigint)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  -- plpgsql plans a statement when it is first reached, so that a database without the table never sees it.
  if to_regclass('aggregate_plays') is null then
    return true;
  end if;
  return coalesce(
    (
      select aggregate_plays.count::numeric + delta between -9223372036854775808 and 9223372036854775807
      from aggregate_plays
      where aggregate_plays.play_item_id = track_id
    ),
    true);
end
$$;

comment on function em.has_room_for_plays(bigint, bigint) is
  'Whether the table that counts the plays of a track, where the database has one, can hold so many more.';
