create function em.track_route_id(title text, handle text, owner_id integer)
returns text
language plpgsql immutable parallel safe
as $$
begin
  return em.simple_lower(coalesce(nullif(handle, ''), 'user-' || owner_id))
    || '/'
    || em.simple_lower(regexp_replace(translate(title, '!%`#$&''()*+,/:;=?@[]', ''), '[-\t\n\f\r ]+', '-', 'g'));
end
$$;

comment on function em.track_route_id(text, text, integer) is
  'tracks.route_id: the owner''s handle (user- and their number where there is none), a slash, and the title without '
  'some punctuation, whitespace and hyphens as single hyphens, in lower case.';
