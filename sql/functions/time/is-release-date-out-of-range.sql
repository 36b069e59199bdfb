create function em.is_release_date_out_of_range(value text) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(em.release_date_or_infinity(value) = 'infinity', false)
$$;

comment on function em.is_release_date_out_of_range(text) is
  'Whether a release date is a time so far off that the indexer breaks on it (and the transaction is refused); others that it cannot read it ignores.';
