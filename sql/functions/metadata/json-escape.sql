create function em.json_escape(code integer)
returns text
language sql immutable parallel safe
as $$
  select case
    when code < 65536 then '\u' || lpad(to_hex(code), 4, '0')
    else '\u' || to_hex(55232 + code / 1024) || '\u' || to_hex(56320 + code % 1024)
  end
$$;

comment on function em.json_escape(integer) is
  'The escape of a code point in JSON, in lower case: beyond U+FFFF that of its two surrogates.';
