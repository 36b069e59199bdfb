-- jsonb compares numbers by value, as Python does; only booleans differ.
create function em.python_equal(first jsonb, second jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when first is null or second is null then false
    when first = second then true
    when jsonb_path_exists(first, 'strict $.** ? (@.type() == "boolean")')
      or jsonb_path_exists(second, 'strict $.** ? (@.type() == "boolean")')
    then em.booleans_as_numbers(first) = em.booleans_as_numbers(second)
    else false
  end
$$;

comment on function em.python_equal(jsonb, jsonb) is
  'Python''s == of two JSON values: as jsonb''s, but true equals 1 and false equals 0, at any depth. false when either '
  'is missing (NULL).';
