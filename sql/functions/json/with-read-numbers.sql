-- A number is put between spaces, so that two tokens which are no JSON side by side do not become one number.
create function em.with_read_numbers(raw text, edition text)
returns text
language plpgsql immutable parallel safe
as $$
begin
  return (
    select case
        when bool_or(token.is_number and read.number is null) then null
        else string_agg(coalesce(' ' || read.number || ' ', token.value), '' order by token.position)
      end
    from (
      select piece.found[1] as value, piece.found[1] ~ '^(-?[0-9]|-?Infinity$|NaN$)' as is_number, piece.position
      from regexp_matches(
        raw,
        '"(?:[^"\\]|\\.)*"|-?Infinity|NaN|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|[^-"0-9NI]+|.',
        'g'
      ) with ordinality as piece (found, position)
    ) as token
    cross join lateral (
      select case when token.is_number then em.json_number(token.value, with_read_numbers.edition) end as number
    ) as read
  );
end
$$;

comment on function em.with_read_numbers(text, text) is
  'A text of JSON with its numbers as an edition reads them (em.json_number); NULL where one of them makes it no JSON '
  'to that edition.';
