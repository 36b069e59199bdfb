create function em.iso_release_date_pattern()
returns text
language sql immutable parallel safe
as $$
  select replace(
    '^DDDD-(1[0-2]|0?[1-9])-(3[01]|[12]D|0[1-9]| ?[1-9])t(2[0-3]|[01]?D|D):[0-5]?D:(6[01]|[0-5]?D)\.[0-9]{1,6}z$',
    'D',
    U&'[0-9\E000-\E009]'
  )
$$;

comment on function em.iso_release_date_pattern() is
  'The pattern that Python''s strptime makes of %Y-%m-%dT%H:%M:%S.%fZ, for text in lower case in which U+E000 to '
  'U+E009 stand for the digits of other scripts.';
