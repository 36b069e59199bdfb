-- The former address of a track. It drops other characters than a slug, and does not trim.
create function em.create_track_route_id(title text, handle text)
returns text
language plpgsql immutable parallel safe
as $$
declare
  route text := title;
begin
  if not em.is_ascii(route) then
    route := normalize(route, NFC);
  end if;
  route := translate(route, '!%`#$&''()*+,/:;=?@[]', '');
  route := regexp_replace(route, '[-' || em.whitespace_ranges() || ']+', '-', 'g');
  return em.lower(handle) || '/' || em.lower(route);
end
$$;

comment on function em.create_track_route_id(text, text) is
  'tracks.route_id: the handle in lower case, a slash, and the title without punctuation, whitespace and dashes as '
  'single dashes, in lower case.';
