create function em.integer_array_of(value jsonb)
returns integer[]
language plpgsql immutable parallel safe
as $$
begin
  return array(
    select item.value::integer
    from jsonb_array_elements(value) with ordinality as item (value, position)
    order by item.position
  );
end
$$;

comment on function em.integer_array_of(jsonb) is
  'The integers of a list that em.is_integer_array accepts, in its order; NULL for NULL.';
