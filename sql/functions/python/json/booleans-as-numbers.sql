-- By the tokens of the text and not by recursion, because nesting may be deeper than the stack.
create function em.booleans_as_numbers(value jsonb)
returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  return (
    select string_agg(
      case token.found[1] when 'true' then '1' when 'false' then '0' else token.found[1] end,
      '' order by token.position
    )
    from regexp_matches(value::text, '"(?:[^"\\]|\\.)*"|true|false|[^"tf]+', 'g')
      with ordinality as token (found, position)
  )::jsonb;
end
$$;

comment on function em.booleans_as_numbers(jsonb) is
  'A JSON value with true as 1 and false as 0, at any depth.';
