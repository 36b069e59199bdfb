create function em.add_plays(track_id bigint, delta bigint)
returns void
language plpgsql
as $$
begin
  insert into em.play_deltas (track_id, delta)
  values (add_plays.track_id, add_plays.delta)
  on conflict on constraint play_deltas_pkey do update
  set delta = em.play_deltas.delta + excluded.delta;
  -- plpgsql plans a statement when it is first reached, so that a database without the table never sees it.
  if to_regclass('aggregate_plays') is null then
    return;
  end if;
  insert into aggregate_plays (play_item_id, count)
  values (add_plays.track_id, add_plays.delta)
  on conflict (play_item_id) do update
  set count = aggregate_plays.count + excluded.count;
end
$$;

comment on function em.add_plays(bigint, bigint) is
  'Adds to the plays of a track, in the table that counts them, where the database has it, and in ours, from which a '
  'rebuild takes them.';
