create function em.names_purchase(conditions jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(conditions)
    when 'string' then position('usdc_purchase' in conditions #>> '{}') > 0
    else coalesce(conditions ? 'usdc_purchase', false)
  end
$$;

comment on function em.names_purchase(jsonb) is
  'Whether access conditions name a purchase: as a member, as an item of a list or as part of a text, as Python''s '
  '"in" finds it.';
