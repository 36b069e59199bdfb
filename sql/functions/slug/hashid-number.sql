-- The constants are those of em.hashid. What decodes is encoded again, since other texts decode to the same number.
create function em.hashid_number(hashid text)
returns bigint
language plpgsql immutable parallel safe
as $$
declare
  salt constant text := 'azowernasdfoia';
  alphabet text := 'YP5bKalJWQN9ZpvgVRGzm403X7dEAqrx8j2ywOMo61Bk';
  size constant integer := length(alphabet);
  parts constant text[] := regexp_split_to_array(hashid, '[DenL]');
  encoded constant text := case when cardinality(parts) in (2, 3) then parts[2] else parts[1] end;
  number numeric := 0;
  digit integer;
begin
  -- Twelve digits hold every bigint.
  if length(encoded) not between 2 and 13 then
    return null;
  end if;
  alphabet := em.hashid_shuffle(alphabet, left(left(encoded, 1) || salt || alphabet, size));
  for i in 2..length(encoded) loop
    digit := strpos(alphabet, substr(encoded, i, 1)) - 1;
    if digit < 0 then
      return null;
    end if;
    number := number * size + digit;
  end loop;
  if number <= 9223372036854775807 and em.hashid(number::bigint) = hashid then
    return number::bigint;
  end if;
  return null;
end
$$;

comment on function em.hashid_number(text) is
  'The id for which a hashid stands; NULL where the text is not the hashid of an id.';
