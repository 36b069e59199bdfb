create function em.release_date(value text)
returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  lowered text;
begin
  -- Most are as JavaScript's toISOString gives them.
  if value ~ (em.usual_time_pattern() || '[.][0-9]{3}Z$') then
    return value::timestamp;
  end if;

  lowered := em.marked_digits(em.ascii_lower(value));
  return case
    when value = '' then null
    when strpos(lowered, 'gmt') > 0 then
      case when lowered ~ em.javascript_release_date_pattern() then em.javascript_release_date(value) end
    when strpos(lowered, 't') > 0 then
      case when lowered ~ em.iso_release_date_pattern() then em.iso_release_date(value) end
    else em.unix_release_date(em.python_int(value))
  end;
end
$$;

comment on function em.release_date(text) is
  'A release date in UTC from one of its three forms: as JavaScript prints a Date ("Mon Jan 01 2024 00:00:00 '
  'GMT+0100"), ISO 8601 with a fraction ("2024-01-01T00:00:00.000Z"), or unix seconds. NULL for any other text; '
  'infinity for a time so far away that Python crashed on it (the transaction is refused).';
