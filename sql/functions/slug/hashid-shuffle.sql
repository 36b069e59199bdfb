create function em.hashid_shuffle(alphabet text, salt text)
returns text
language plpgsql immutable parallel safe
as $$
declare
  letters text[] := string_to_array(alphabet, null);
  salt_codes integer[] := array(
    select ascii(letter)
    from unnest(string_to_array(salt, null)) as letter
  );
  salt_index integer := 0;
  salt_sum integer := 0;
  other integer;
  letter text;
begin
  for position in reverse array_length(letters, 1) - 1 .. 1 loop
    salt_sum := salt_sum + salt_codes[salt_index + 1];
    other := (salt_codes[salt_index + 1] + salt_index + salt_sum) % position;
    letter := letters[position + 1];
    letters[position + 1] := letters[other + 1];
    letters[other + 1] := letter;
    salt_index := (salt_index + 1) % array_length(salt_codes, 1);
  end loop;
  return array_to_string(letters, '');
end
$$;

comment on function em.hashid_shuffle(text, text) is
  'The consistent shuffle of the hashids algorithm: the alphabet in an order that the salt decides.';
