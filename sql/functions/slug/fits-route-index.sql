-- The indexes over routes hold a slug of 2684 bytes, or a longer one that compresses to as much. Only Postgres knows
-- how well a text compresses, so for a long one we ask the index by an insert that is undone. That costs a
-- subtransaction, but such titles are practically only seen in tests.
create function em.fits_route_index(slug text)
returns boolean
language plpgsql
as $$
begin
  if octet_length(slug) <= 2684 then
    return true;
  end if;
  begin
    insert into playlist_routes (
      owner_id, slug, title_slug, collision_id, playlist_id, is_current, blockhash, blocknumber, txhash
    )
    values (-2147483648, slug, slug, 0, 0, false, '', 0, '');
    raise exception using errcode = 'EM001', message = 'undo the insert';
  exception
    when sqlstate 'EM001' then
      return true;
    when program_limit_exceeded then
      return false;
  end;
end
$$;

comment on function em.fits_route_index(text) is
  'Whether a slug fits into the indexes over the routes of playlists or of tracks.';
