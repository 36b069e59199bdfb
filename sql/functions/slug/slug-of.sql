create function em.slug_of(title text)
returns text
language plpgsql immutable parallel safe
as $$
declare
  slug text := title;
begin
  if not em.is_ascii(slug) then
    slug := normalize(slug, NFC);
  end if;
  slug := translate(slug, U&'!%#$&''()*+\2019,/:;=?@[]^.{}"~', '');
  slug := regexp_replace(em.strip(slug), '[-' || em.whitespace_ranges() || ']+', '-', 'g');
  return em.lower(slug);
end
$$;

comment on function em.slug_of(text) is
  'A title as it stands in a URL: without punctuation, whitespace and dashes as single dashes, in lower case. May be '
  'empty.';
