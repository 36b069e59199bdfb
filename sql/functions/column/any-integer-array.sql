create function em.any_integer_array(value jsonb)
returns integer[]
language plpgsql immutable parallel safe
as $$
begin
  case coalesce(jsonb_typeof(value), 'null')
    when 'null' then
      return null;
    when 'array' then
      return array(
        select em.any_integer(item.value)
        from jsonb_array_elements(value) with ordinality as item (value, position)
        order by item.position
      );
    else
      return '{}'::integer[];
  end case;
end
$$;

comment on function em.any_integer_array(jsonb) is
  'A value that em.is_any_integer_array_or_null accepts as an integer[] column stores it; NULL for null and for a '
  'missing member.';
