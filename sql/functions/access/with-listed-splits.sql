create function em.with_listed_splits(conditions jsonb, owner_id bigint)
returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  if jsonb_typeof(conditions #> '{usdc_purchase,splits}') = 'object' then
    return jsonb_set(
      conditions,
      '{usdc_purchase,splits}',
      jsonb_build_array(jsonb_build_object('user_id', owner_id, 'percentage', 100.0))
    );
  end if;
  return conditions;
end
$$;

comment on function em.with_listed_splits(jsonb, bigint) is
  'Access conditions in their present form. In the older form the splits of a purchase are an object; the owner then '
  'gets the whole price.';
