-- Whitespace inside a title counts only where it is ASCII's: a no-break space stays. A vertical tab is not among it
-- (Go's \s).
create function em.title_slug(title text, id bigint)
returns text
language sql immutable parallel safe
as $$
  select coalesce(
    nullif(
      em.simple_lower(regexp_replace(
        em.trim_space(translate(title, U&'!%#$&''()*+\2019,/:;=?@[]^.{}"~', '')),
        '[-\t\n\f\r ]+', '-', 'g')),
      ''),
    id::text)
$$;

comment on function em.title_slug(text, bigint) is
  'The title of a track or the name of a playlist as it stands in a URL: without punctuation, whitespace and hyphens '
  'as single hyphens, in lower case; the id where nothing of that is left.';
