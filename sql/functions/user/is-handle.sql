create function em.is_handle(handle_lower text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(ltrim(handle_lower, 'abcdefghijklmnopqrstuvwxyz0123456789_.') = '', false)
$$;

comment on function em.is_handle(text) is
  'Whether a handle in lower case has only the characters that a handle may have: a to z, 0 to 9, underscore and full '
  'stop. An empty one has.';
