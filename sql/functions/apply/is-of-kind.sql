create function em.is_of_kind(value jsonb, kind text)
returns boolean
language sql immutable parallel safe
as $$
  select case kind
    when 'text' then jsonb_typeof(value) = 'string'
    when 'bigint' then em.is_whole_in(value, -9223372036854775808, 9223372036854775807)
    when 'name' then jsonb_typeof(value) = 'string' and value <> '""'
    when 'index' then em.is_whole_in(value, 0, 2147483647)
    when 'height' then em.is_whole_in(value, 1, 2147483647)
    when 'integer' then em.is_whole_in(value, -2147483648, 2147483647)
    when 'time' then em.is_zoned_time(value)
    when 'time or null' then value = 'null' or em.is_zoned_time(value)
    when 'bytes or null' then value = 'null'
      or (jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^\\x([0-9a-fA-F]{2})*$')
    when 'flag' then jsonb_typeof(value) = 'boolean'
    when 'object' then jsonb_typeof(value) = 'object'
    when 'list' then jsonb_typeof(value) = 'array'
    when 'list of texts' then jsonb_typeof(value) = 'array'
      and not jsonb_path_exists(value, 'strict $[*] ? (@.type() <> "string")')
  end
$$;

comment on function em.is_of_kind(jsonb, text) is
  'Whether a member of block_json is of a kind that em.block_json_members names. Each kind is what the SQL type takes '
  'that the member is cast to.';
