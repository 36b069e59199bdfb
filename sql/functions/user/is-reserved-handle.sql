create function em.is_reserved_handle(handle_lower text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(handle_lower = any (em.reserved_handles()), false)
$$;

comment on function em.is_reserved_handle(text) is
  'Whether a handle in lower case is a reserved word.';
