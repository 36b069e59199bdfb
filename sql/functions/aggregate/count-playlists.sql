create function em.count_playlists(owner_id integer, is_album boolean, change integer)
returns void
language plpgsql
as $$
begin
  insert into aggregate_user (user_id)
  values (owner_id)
  on conflict do nothing;
  if change = 0 then
    return;
  end if;
  if is_album then
    update aggregate_user
    set album_count = aggregate_user.album_count + change
    where aggregate_user.user_id = owner_id;
  else
    update aggregate_user
    set playlist_count = aggregate_user.playlist_count + change
    where aggregate_user.user_id = owner_id;
  end if;
end
$$;

comment on function em.count_playlists(integer, boolean, integer) is
  'Changes how many public playlists, or albums, a user has.';
