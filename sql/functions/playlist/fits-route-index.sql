-- The indexes over routes, by slug and by title slug, hold a slug of 2684 bytes, or a longer one that compresses to as much. How
-- well a text compresses only Postgres itself knows, so for a long one the indexes are asked by an insert that is undone; nobody
-- but a tester has such a title, so the price of that, a subtransaction, is not paid in practice.
create or replace function em.fits_route_index(slug text) returns boolean
language plpgsql
as $$
begin
  if octet_length(slug) <= 2684 then
    return true;
  end if;
  begin
    insert into public.playlist_routes
      (owner_id, slug, title_slug, collision_id, playlist_id, is_current, blockhash, blocknumber, txhash)
    values (-2147483648, slug, slug, 0, 0, false, '', 0, '');
    raise exception using errcode = 'EM001', message = 'undo the insert';
  exception
    when sqlstate 'EM001' then return true;
    when program_limit_exceeded then return false;
  end;
end
$$;

comment on function em.fits_route_index(text) is
  'Whether a slug fits into the indexes over the routes of playlists or of tracks.';
