create function em.is_mention_list(mentions jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return (
    select case
      when jsonb_typeof(mentions) = 'array' then not exists (
        select from jsonb_array_elements(mentions) as mention
        where not em.is_integer_literal(mention.value)
          and jsonb_typeof(mention.value) <> 'boolean'
      )
      else false
    end
  );
end
$$;

comment on function em.is_mention_list(jsonb) is
  'Whether the value is a list of integers to Python: 3.0 is a float, and a boolean counts as an integer (but see '
  'em.mentioned_users).';
