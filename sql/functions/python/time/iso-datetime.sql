create function em.iso_datetime(value text)
returns timestamp
language sql immutable parallel safe
as $$
  select (em.parse_iso_datetime(value)).written
$$;

comment on function em.iso_datetime(text) is
  'A time in ISO 8601 as it is written, its offset from UTC dropped: an event''s end_date is stored so. NULL when the '
  'text is not one.';
