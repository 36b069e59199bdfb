create function em.words(value text)
returns text[]
language sql immutable parallel safe
as $$
  select case
    when em.strip(value) = '' then '{}'
    else regexp_split_to_array(em.strip(value), '[' || em.whitespace_ranges() || ']+')
  end
$$;

comment on function em.words(text) is
  'The words of a text, between whitespace, as Python''s str.split() gives them. NULL gives NULL.';
