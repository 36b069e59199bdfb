create or replace function em.booleans_as_numbers(value jsonb) returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  case jsonb_typeof(value)
    when 'boolean' then
      return to_jsonb(value::boolean::integer);
    when 'array' then
      return coalesce(
        (select jsonb_agg(em.booleans_as_numbers(item.value) order by item.position)
           from jsonb_array_elements(value) with ordinality as item (value, position)),
        value);
    when 'object' then
      return coalesce(
        (select jsonb_object_agg(member.key, em.booleans_as_numbers(member.value)) from jsonb_each(value) as member),
        value);
    else
      return value;
  end case;
end
$$;

comment on function em.booleans_as_numbers(jsonb) is
  'A JSON value with true as 1 and false as 0, at any depth.';
