create function em.normal_genre(genre text)
returns text
language plpgsql immutable parallel safe
as $$
begin
  return (
    select coalesce(
      em.genre_by_key(array_to_string(key.words, ' ')),
      (
        select string_agg(
          em.simple_upper(left(each.word, 1)) || substr(each.word, 2), ' ' order by each.position
        )
        from unnest(key.words) with ordinality as each (word, position)
      ))
    from (values (em.words_between_white_space(em.simple_lower(genre)))) as key (words)
  );
end
$$;

comment on function em.normal_genre(text) is
  'A genre as the network spells it: one that it knows by its usual spellings, any other with a capital at the head of '
  'each word; NULL for nothing but whitespace.';
