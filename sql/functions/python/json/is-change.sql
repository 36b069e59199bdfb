create function em.is_change(member jsonb, default_value jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return coalesce(member <> 'null' and not em.python_equal(member, default_value), false);
end
$$;

comment on function em.is_change(jsonb, jsonb) is
  'Whether a member of the data says something: it is not missing, null or equal to its default by Python''s ==.';
