create function em.iso_instant(value text)
returns timestamp
language sql immutable parallel safe
as $$
  select (em.parse_iso_datetime(value)).instant
$$;

comment on function em.iso_instant(text) is
  'A time in ISO 8601 as an instant in UTC: an event''s end_date is compared so. NULL when the text is not one.';
