create function em.javascript_release_date_pattern()
returns text
language sql immutable parallel safe
as $$
  select replace(
    replace(
      '^(mon|tue|wed|thu|fri|sat|sun)_(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)'
        || '_(3[01]|[12]D|0[1-9]| ?[1-9])_DDDD'
        || '_(2[0-3]|[01]?D|D):[0-5]?D:(6[01]|[0-5]?D)'
        || '_gmt(z|[-+]DD([0-5]D([0-5]D(\.D{1,6})?)?|:[0-5]D(:[0-5]D(\.D{1,6})?)?))$',
      'D',
      U&'[0-9\E000-\E009]'
    ),
    '_',
    '[' || em.whitespace_ranges() || ']+'
  )
$$;

comment on function em.javascript_release_date_pattern() is
  'The pattern that Python''s strptime makes of %a %b %d %Y %H:%M:%S GMT%z (how JavaScript prints a Date), for text in '
  'lower case in which U+E000 to U+E009 stand for the digits of other scripts.';
