create function em.count_tracks(owner_id integer, change integer, listed_change integer)
returns void
language plpgsql
as $$
begin
  insert into aggregate_user (user_id)
  values (owner_id)
  on conflict do nothing;
  update aggregate_user
  set track_count = aggregate_user.track_count + listed_change,
    total_track_count = aggregate_user.total_track_count + change
  where aggregate_user.user_id = owner_id
    and (change <> 0 or listed_change <> 0);
end
$$;

comment on function em.count_tracks(integer, integer, integer) is
  'Changes how many tracks a user has, and how many of them are listed.';
