create function em.invalid_field(name text)
returns em.rejection
language sql immutable parallel safe
as $$
  select ('invalid_' || name, format('%s is of a kind that cannot be stored', name))::em.rejection
$$;

comment on function em.invalid_field(text) is
  'The rejection of a transaction whose metadata holds a value that the field''s column cannot hold.';
