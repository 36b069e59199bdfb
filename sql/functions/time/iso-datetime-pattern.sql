-- What both Python's datetime.fromisoformat and Postgres take, since the indexer tests by the one and stores by the other.
-- Left out are some that nobody writes: other separators ("2026-01-31/10:30"), 1030 with a negative distance from UTC.
create function em.iso_datetime_pattern() returns text
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
  'ISO 8601 as an event''s end_date may have it: date, separator, time with colons or without, distance from UTC.';
