-- Postgres takes at most 8,000 bytes: of rows that may be longer, only what says which they are.
create function on_new_row()
returns trigger
language plpgsql
as $$
begin
  case tg_table_name
    when 'tracks' then
      perform pg_notify(
        'tracks',
        json_build_object(
          'track_id', new.track_id,
          'updated_at', new.updated_at,
          'created_at', new.created_at,
          'blocknumber', new.blocknumber
        )::text);
    when 'users' then
      perform pg_notify(
        'users',
        json_build_object('user_id', new.user_id, 'blocknumber', new.blocknumber)::text);
      if new.is_verified and (tg_op = 'INSERT' or not old.is_verified) then
        perform pg_notify(
          'user_verified',
          json_build_object('user_id', new.user_id, 'blocknumber', new.blocknumber)::text);
      end if;
    when 'playlists' then
      perform pg_notify('playlists', json_build_object('playlist_id', new.playlist_id)::text);
    when 'artist_coins' then
      perform pg_notify('artist_coins', json_build_object('mint', new.mint, 'ticker', new.ticker)::text);
    else
      perform pg_notify(tg_table_name, to_json(new)::text);
  end case;
  return null;
end
$$;

comment on function on_new_row() is
  'Tells listeners, such as search indexers, of a row that is new or changed, on a channel with the table''s name.';
