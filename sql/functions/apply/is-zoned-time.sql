-- A time without a zone would mean another time in another session.
create function em.is_zoned_time(value jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
declare
  parts constant text[] := case jsonb_typeof(value)
    when 'string' then regexp_match(
      value #>> '{}',
      '^([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,20})?'
        || '(?:Z|[+-](?:0[0-9]|1[0-5])(?::?[0-5][0-9])?)$'
    )
  end;
begin
  return parts is not null
    and em.timestamp_or_null(
      parts[1]::integer, parts[2]::integer, parts[3]::integer, parts[4]::integer, parts[5]::integer, parts[6]::integer
    ) is not null;
end
$$;

comment on function em.is_zoned_time(jsonb) is
  'Whether a JSON value is a text that timestamptz takes: a time of the calendar in RFC 3339, with its zone.';
