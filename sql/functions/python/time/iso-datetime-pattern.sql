-- What both Python's datetime.fromisoformat and Postgres accept: the former tests the text, the latter stores it. Forms
-- that nobody writes are left out: other separators ("2026-01-31/10:30"), and 1030 with a negative offset.
create function em.iso_datetime_pattern()
returns text
language sql immutable parallel safe
as $$
  select
    '^(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{4})([0-9]{2})([0-9]{2}))'
    || '(?:[Tt\t-\r !-*,;-@[-`{-~]'
    || '(?:([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,30}))?)?'
    || '|([0-9]{2})([0-9]{2})([0-9]{2})?(?:\.([0-9]{1,30}))?)'
    || '( ?)(Z|([-+])(0[0-9]|1[0-5])(?::?([0-5][0-9])|:([0-5][0-9]):([0-5][0-9]))?)?)?$'
$$;

comment on function em.iso_datetime_pattern() is
  'ISO 8601 as an event''s end_date may have it: date, separator, time with or without colons, offset from UTC.';
