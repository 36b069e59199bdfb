create function em.normal_genre(genre text)
returns text
language plpgsql immutable parallel safe
as $$
declare
  words constant text[] := em.words_between_white_space(em.simple_lower(genre));
  known constant text := em.genre_by_key(array_to_string(words, ' '));
begin
  if known is not null then
    return known;
  end if;
  return (
    select string_agg(
      em.simple_upper(left(each.word, 1)) || substr(each.word, 2), ' '
      order by each.position
    )
    from unnest(words) with ordinality as each (word, position)
  );
end
$$;

comment on function em.normal_genre(text) is
  'A genre as the network spells it: one that it knows by its usual spellings, any other with a capital at the head of '
  'each word; NULL for nothing but whitespace.';
