create function em.is_host_address(value text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(
    value ~ (
      '^[ \t]?(https?://)?'
      || '(localhost|cn[0-9]_creator-node_1:[0-9]+|audius-protocol-(creator-node|discovery-provider)-[0-9]'
      || '|[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+)'
      || '(:[0-9]+)?(/[^\t\n\f\r ]*)?$'
    ),
    false
  )
$$;

comment on function em.is_host_address(text) is
  'Whether a text is a host name with a dot (or localhost, or a node of a test network), with or without http(s), port '
  'and path. One space or tab before it is let through. Never NULL.';
