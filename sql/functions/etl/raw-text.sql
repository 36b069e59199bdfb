create function em.raw_text(value text)
returns text
language sql immutable parallel safe
as $$
  select left(coalesce(value, ''), 150)
$$;

comment on function em.raw_text(text) is
  'A text as the raw tables hold it in columns that an index or a notification includes: its first 150 characters. '
  'Anybody can put any text on the chain, but an index entry holds 2,704 bytes (etl_validators_status_covering_idx '
  'holds four texts) and a notification 8,000 (five texts of a play): a longer text would make its block fail.';
