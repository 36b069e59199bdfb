create function em.with_parsed_metadata(tx em.transaction, edition text)
returns em.transaction
language plpgsql immutable
as $$
declare
  parsed record;
begin
  parsed := em.parse_metadata(tx.metadata, edition);
  tx.json := parsed.json;
  tx.json_error := parsed.json_error;
  tx.nul := parsed.nul;
  tx.lone_surrogates := coalesce(parsed.lone_surrogates, false);
  if edition <> '2025' then
    parsed := em.parse_metadata(tx.metadata, '2025');
    tx.written := parsed.json;
  end if;
  return tx;
end
$$;

comment on function em.with_parsed_metadata(em.transaction, text) is
  'The transaction with its metadata parsed as the edition reads it, for a block_json that did not come through the '
  'edge.';
