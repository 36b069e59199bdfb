create function em.canonical_wallet(wallet text, chain text)
returns text
language sql immutable parallel safe
as $$
  select case
    when chain = 'eth' or wallet like '0x%' or wallet like '0X%' then em.simple_lower(wallet)
    else wallet
  end
$$;

comment on function em.canonical_wallet(text, text) is
  'A wallet as associated_wallets spells it: an Ethereum address, which 0x shows where the chain is not known, in '
  'lower case; every other as it is. NULL for NULL.';
