create function em.word_from_end(value text, place integer)
returns text
language plpgsql immutable parallel safe
as $$
begin
  return (
    select words[cardinality(words) - place + 1]
    from em.words(value) as words
  );
end
$$;

comment on function em.word_from_end(text, integer) is
  'The word of a text at this place counted from its end, the last being 1; NULL when the text has fewer words.';
