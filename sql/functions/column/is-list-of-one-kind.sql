create function em.is_list_of_one_kind(value jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return (
    select
      count(distinct item.kind) filter (where item.kind <> 'null') <= 1
      and coalesce(bool_and(item.kind not in ('object', 'array')), true)
    from (
      select jsonb_typeof(element.value) as kind
      from jsonb_array_elements(value) as element
    ) as item
  );
end
$$;

comment on function em.is_list_of_one_kind(jsonb) is
  'Whether the items of a JSON array are strings, numbers or booleans, and all of the same kind; null may stand among '
  'them.';
