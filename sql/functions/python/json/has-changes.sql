create function em.has_changes(data jsonb, defaults jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return exists (
    select from jsonb_each(defaults) as known
    where data -> known.key <> 'null'
      and not em.python_equal(data -> known.key, known.value)
  );
end
$$;

comment on function em.has_changes(jsonb, jsonb) is
  'Whether the data says something: a known member that is not missing, null or equal to its default by Python''s ==.';
