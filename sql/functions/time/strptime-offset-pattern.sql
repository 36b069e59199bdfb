create or replace function em.strptime_offset_pattern() returns text
language sql immutable parallel safe
as $$
  select replace(
    '^([-+])(DD)(?:([0-5]D)(?:([0-5]D)(?:\.(D{1,6}))?)?|:([0-5]D)(?::([0-5]D)(?:\.(D{1,6}))?)?)$',
    'D', U&'[0-9\E000-\E009]')
$$;

comment on function em.strptime_offset_pattern() is
  'The pattern of Python''s %z, in which U+E000 to U+E009 stand for the digits of other scripts.';
