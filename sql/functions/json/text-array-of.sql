create function em.text_array_of(value jsonb)
returns text[]
language plpgsql immutable parallel safe
as $$
begin
  return array(
    select item.value
    from jsonb_array_elements_text(value) with ordinality as item (value, position)
    order by item.position
  );
end
$$;

comment on function em.text_array_of(jsonb) is
  'The strings of a list that em.is_text_array accepts, in its order.';
