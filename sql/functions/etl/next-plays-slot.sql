create function em.next_plays_slot(chain_id text, height bigint)
returns integer
language plpgsql stable parallel safe
as $$
begin
  return case em.edition_at(chain_id, height)
    when '2025' then (
      select least(coalesce(max(plays.slot), 0)::bigint + 1, 2147483647)
      from plays
      where plays.signature is not null
    )
    else least(height, 2147483647)
  end;
end
$$;

comment on function em.next_plays_slot(text, bigint) is
  'The slot that the plays of a block share: its height (E13); in edition 2025 the next one after the highest, once '
  'Solana''s, which only counts up.';
