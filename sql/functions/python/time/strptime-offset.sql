create function em.strptime_offset(value text)
returns interval
language plpgsql immutable parallel safe
as $$
declare
  digits text := translate(split_part(value, '.', 1), '+-:', '');
  microseconds bigint :=
    (left(digits, 2)::bigint * 3600
      + substr(digits, 3, 2)::bigint * 60
      + coalesce(nullif(substr(digits, 5, 2), ''), '0')::bigint) * 1000000
    + rpad(split_part(value, '.', 2), 6, '0')::bigint;
begin
  if microseconds >= 86400000000 then
    return null;
  end if;
  return case left(value, 1) when '-' then -1 else 1 end * microseconds * interval '1 microsecond';
end
$$;

comment on function em.strptime_offset(text) is
  'The offset from UTC in a text such as +0100, -01:30 or +01:30:15.5. NULL when it is a day or more, which Python '
  'refuses.';
