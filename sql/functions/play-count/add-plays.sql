create function em.add_plays(track_id bigint, delta bigint)
returns void
language plpgsql
as $$
begin
  -- plpgsql plans a statement when it is first reached, so that a database without the table never sees it.
  if to_regclass('aggregate_plays') is null then
    return;
  end if;
  insert into aggregate_plays (play_item_id, count)
  values (track_id, delta)
  on conflict (play_item_id) do update
  set count = aggregate_plays.count + excluded.count;
end
$$;

comment on function em.add_plays(bigint, bigint) is
  'Adds to the plays of a track, where the database has the table that counts them; else does nothing.';
