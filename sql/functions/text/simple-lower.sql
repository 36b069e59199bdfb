-- In plpgsql: Postgres would inline it in SQL, and work its text out in each of three places.
create function em.simple_lower(value text)
returns text
language plpgsql immutable parallel safe
as $$
begin
  return case
    when em.is_ascii(value) then em.ascii_lower(value)
    else em.unicode_lower(translate(value, U&'\0130\03A3', U&'i\03C3'))
  end;
end
$$;

comment on function em.simple_lower(text) is
  'Lower case, each code point by itself as Go''s strings.ToLower has it: dotted İ is i, and a sigma is σ wherever it '
  'stands.';
