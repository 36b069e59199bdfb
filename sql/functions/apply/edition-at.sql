create function em.edition_at(chain_id text, height bigint)
returns text
language plpgsql stable parallel safe
as $$
begin
  return coalesce(
    (
      select rules.edition
      from em.rules
      where rules.chain_id = edition_at.chain_id and rules.from_height <= edition_at.height
      order by rules.from_height desc
      limit 1
    ),
    '2026'
  );
end
$$;

comment on function em.edition_at(text, bigint) is
  'The edition of the rules by which a live ManageEntity transaction is judged at a height of a chain: 2026 unless '
  'em.rules says otherwise.';
