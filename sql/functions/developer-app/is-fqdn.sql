create function em.is_fqdn(value text)
returns boolean
language sql immutable parallel safe
as $$
  select coalesce(
    value ~ (
      '^[ \t]?(https?://)?'
      || '(localhost|cn[0-9]_creator-node_1:[0-9]+|audius-(creator-node|discovery-provider)-[0-9]'
      || '|[' || em.word_characters() || '-]+(\.[' || em.word_characters() || '-]+)+)'
      || '(:[' || em.decimal_digits() || ']+)?'
      || '(/[^' || em.whitespace_ranges() || ']*)?'
      || '\n?$'
    ),
    false
  )
$$;

comment on function em.is_fqdn(text) is
  'Whether a text is a host name with a dot (or localhost, or a node of a test network), with or without http(s), port '
  'and path: only such an image_url of a developer app is kept. One leading space or tab and one trailing line feed '
  'pass, as in Python''s pattern.';
