create function em.handler_of(edition text, entity_type text, action text)
returns text
language sql immutable parallel safe
as $$
  select case edition
    when '2026' then em_2026.handler_of(entity_type, action)
    when 'genesis' then em_genesis.handler_of(entity_type, action)
    when '2025' then em_2025.handler_of(entity_type, action)
  end
$$;

comment on function em.handler_of(text, text, text) is
  'The handler of an edition that claims an (entity type, action); NULL when no handler does.';
