create function em.words_between_white_space(value text)
returns text[]
language sql immutable parallel safe
as $$
  select array_remove(
    string_to_array(translate(value, em.white_space(), repeat(' ', char_length(em.white_space()))), ' '),
    '')
$$;

comment on function em.words_between_white_space(text) is
  'The words of a text, between whitespace as Unicode defines it (Go''s strings.Fields). NULL gives NULL.';
