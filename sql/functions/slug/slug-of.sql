create or replace function em.slug_of(title text) returns text
language plpgsql immutable parallel safe
as $$
declare
  slug text := title;
begin
  if not em.is_ascii(slug) then
    slug := normalize(slug, NFC);
  end if;
  slug := regexp_replace(slug, U&'[!%#$&''()*+\2019,/:;=?@[\\]^.{}"~]', '', 'g');
  slug := regexp_replace(
    em.strip(slug),
    U&'[-\0009-\000D\001C-\0020\0085\00A0\1680\2000-\200A\2028\2029\202F\205F\3000]+', '-', 'g');
  return em.lower(slug);
end
$$;

comment on function em.slug_of(text) is
  'A title as it stands in a URL: without punctuation, whitespace and dashes as single dashes, in lower case. May be empty.';
