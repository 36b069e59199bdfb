create or replace function em.names_purchase(conditions jsonb) returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(conditions)
    when 'string' then position('usdc_purchase' in conditions #>> '{}') > 0
    else coalesce(conditions ? 'usdc_purchase', false)
  end
$$;

comment on function em.names_purchase(jsonb) is
  'Whether conditions of access name a purchase: as a member or, since the network never told these apart, as an item of a list or a part of a text.';
