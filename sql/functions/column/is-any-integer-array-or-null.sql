create function em.is_any_integer_array_or_null(value jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  case coalesce(jsonb_typeof(value), 'null')
    when 'null' then
      return true;
    when 'array' then
      return not exists (
        select from jsonb_array_elements(value) as item
        where jsonb_typeof(item.value) not in ('number', 'null') or not em.is_any_integer_or_null(item.value)
      );
    else
      return value in ('""', '{}');
  end case;
end
$$;

comment on function em.is_any_integer_array_or_null(jsonb) is
  'Whether an unchecked integer[] column takes the value: a list of numbers that fit int4 when they are rounded, of '
  'which some may be null; null or a missing member; and an empty text or object, which Python makes an empty list.';
