-- Hashids (https://hashids.org) of one number. The algorithm derives the alphabet and the guards from the salt; a
-- single number needs no separators.
create function em.hashid(id bigint)
returns text
language plpgsql immutable parallel safe
as $$
declare
  salt constant text := 'azowernasdfoia';
  minimum_length constant integer := 5;
  guards constant text := 'DenL';
  alphabet text := 'YP5bKalJWQN9ZpvgVRGzm403X7dEAqrx8j2ywOMo61Bk';
  size constant integer := length(alphabet);
  id_hash integer;
  rest bigint := id;
  lottery text;
  encoded text := '';
  excess integer;
begin
  if id is null or id < 0 then
    return '';
  end if;
  id_hash := id % 100;
  lottery := substr(alphabet, id_hash % size + 1, 1);
  alphabet := em.hashid_shuffle(alphabet, left(lottery || salt || alphabet, size));
  loop
    encoded := substr(alphabet, (rest % size)::integer + 1, 1) || encoded;
    rest := rest / size;
    exit when rest = 0;
  end loop;
  encoded := lottery || encoded;

  if length(encoded) < minimum_length then
    encoded := substr(guards, (id_hash + ascii(encoded)) % length(guards) + 1, 1) || encoded;
  end if;
  if length(encoded) < minimum_length then
    encoded := encoded || substr(guards, (id_hash + ascii(substr(encoded, 3, 1))) % length(guards) + 1, 1);
  end if;
  while length(encoded) < minimum_length loop
    alphabet := em.hashid_shuffle(alphabet, alphabet);
    encoded := substr(alphabet, size / 2 + 1) || encoded || left(alphabet, size / 2);
    excess := length(encoded) - minimum_length;
    encoded := substr(encoded, excess / 2 + 1, minimum_length);
  end loop;
  return encoded;
end
$$;

comment on function em.hashid(bigint) is
  'The public text form of an id (hashids with the network''s salt, at least 5 characters). Empty for a negative id or '
  'NULL.';
