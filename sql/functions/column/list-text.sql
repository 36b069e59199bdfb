create function em.list_text(value jsonb)
returns text
language plpgsql immutable parallel safe
as $$
begin
  return array(
    select
      case jsonb_typeof(item.value)
        when 'boolean' then left(item.value::text, 1)
        when 'number' then em.python_number(item.value)::text
        else item.value #>> '{}'
      end
    from jsonb_array_elements(value) with ordinality as item (value, position)
    order by item.position
  )::text;
end
$$;

comment on function em.list_text(jsonb) is
  'A JSON array as Postgres writes an array of its items.';
