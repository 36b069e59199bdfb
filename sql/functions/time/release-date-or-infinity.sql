create function em.release_date_or_infinity(value text) returns timestamp
language plpgsql immutable parallel safe
as $$
declare
  lowered text := em.marked_digits(em.ascii_lower(value));
begin
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

comment on function em.release_date_or_infinity(text) is
  'em.release_date, but infinity where the indexer broke on a time that is out of its range.';
