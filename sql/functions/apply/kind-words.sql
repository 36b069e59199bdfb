create function em.kind_words(kind text)
returns text
language sql immutable parallel safe
as $$
  select case kind
    when 'bigint' then 'a whole number that fits bigint'
    when 'integer' then 'a whole number that fits integer'
    when 'index' then 'the place in the block, a whole number from 0'
    when 'height' then 'the height of the block, a whole number from 1 to 2147483647'
    when 'text' then 'a text'
    when 'name' then 'a text that is not empty'
    when 'time' then 'a time with its zone, such as "2026-04-04T09:03:00Z"'
    when 'time or null' then 'a time with its zone, such as "2026-04-04T09:03:00Z", or null'
    when 'bytes or null' then 'bytes in hexadecimal, such as "\x0a1b", or null'
    when 'flag' then 'true or false'
    when 'object' then 'an object'
    when 'list' then 'a list'
    when 'list of texts' then 'a list of texts'
  end
$$;

comment on function em.kind_words(text) is
  'What a member of block_json must be, in words, by the kind that em.block_json_members names.';
