create function em.aggregate_plays_of(track_id integer) returns bigint
language plpgsql stable
as $$
begin
  -- plpgsql plans a statement when it is first reached, so that a database without the table never sees it.
  if to_regclass('public.aggregate_plays') is null then
    return null;
  end if;
  return (
    select aggregate_plays.count
    from public.aggregate_plays
    where aggregate_plays.play_item_id = aggregate_plays_of.track_id);
end
$$;

comment on function em.aggregate_plays_of(integer) is
  'How often a track was played, where the database has the table that counts it; else NULL.';
