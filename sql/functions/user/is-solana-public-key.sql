-- A leading "1" is a leading zero byte. The digits of base 58 are in ASCII order, so numbers padded to equal length
-- compare as text: the rest must have exactly the bytes that remain.
create function em.is_solana_public_key(value text)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when length(value) between 32 and 44
      and ltrim(value, '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz') = ''
      then coalesce(
        lpad(value, 44, '1') collate "C"
          between (em.smallest_public_keys())[length(value) - length(ltrim(value, '1')) + 1]
          and (em.largest_public_keys())[length(value) - length(ltrim(value, '1')) + 1],
        false
      )
    else false
  end
$$;

comment on function em.is_solana_public_key(text) is
  'Whether a text is a Solana public key: base 58 of exactly 32 bytes.';
