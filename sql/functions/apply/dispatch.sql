create function em.dispatch(edition text, handler text, block em.block, tx em.transaction)
returns em.rejection
language sql
as $$
  select case edition
    when '2026' then em_2026.dispatch(handler, block, tx)
    when 'genesis' then em_genesis.dispatch(handler, block, tx)
    when '2025' then em_2025.dispatch(handler, block, tx)
  end
$$;

comment on function em.dispatch(text, text, em.block, em.transaction) is
  'Calls a handler of an edition by its name and gives its rejection, NULL when it applied the transaction.';
