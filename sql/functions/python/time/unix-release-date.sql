create function em.unix_release_date(unix_seconds numeric)
returns timestamp
language plpgsql immutable parallel safe
as $$
begin
  if unix_seconds between -62135510400 and 253402300799 then
    return timestamp '1970-01-01' + unix_seconds::double precision * interval '1 second';
  end if;
  if unix_seconds not between -67768040609740800 and 67768036191676799 then
    return timestamp 'infinity';
  end if;
  return null;
end
$$;

comment on function em.unix_release_date(numeric) is
  'The time of these unix seconds in the years 1 to 9999, else NULL; infinity when the year does not fit 32 bits, on '
  'which Python crashed.';
