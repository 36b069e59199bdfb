create function em.with_parsed_metadata(tx em.transaction)
returns em.transaction
language plpgsql immutable
as $$
declare
  parsed record;
begin
  parsed := em.parse_metadata(tx.metadata);
  tx.json := parsed.json;
  tx.json_error := parsed.json_error;
  tx.nul := parsed.nul;
  tx.lone_surrogates := coalesce(parsed.lone_surrogates, false);
  return tx;
end
$$;

comment on function em.with_parsed_metadata(em.transaction) is
  'The transaction with its metadata parsed, for a block_json that did not come through the edge.';
