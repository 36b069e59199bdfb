create function em.release_date(value text) returns timestamp
language sql immutable parallel safe
as $$
  select nullif(em.release_date_or_infinity(value), 'infinity')
$$;

comment on function em.release_date(text) is
  'A release date in UTC from one of its three forms: as JavaScript prints a Date ("Mon Jan 01 2024 00:00:00 GMT+0100"), ISO 8601 with a fraction ("2024-01-01T00:00:00.000Z"), or unix seconds. NULL when it is none of them.';
