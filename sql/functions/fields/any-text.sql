create or replace function em.any_text(value jsonb, nul text) returns text
language plpgsql immutable parallel safe
as $$
begin
  case jsonb_typeof(value)
    when 'array' then
      return array(
        select case when jsonb_typeof(item.value) = 'boolean' then left(item.value::text, 1) else item.value #>> '{}' end
        from jsonb_array_elements(value) with ordinality as item (value, position)
        order by item.position
      )::text;
    when 'object' then
      return null;
    else
      return em.text(value, nul);
  end case;
end
$$;

comment on function em.any_text(jsonb, text) is
  'A value as an unchecked text column holds it: a string without U+0000, a number or boolean as it is written, a list as Postgres writes an array.';
