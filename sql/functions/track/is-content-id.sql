create function em.is_content_id(value text)
returns boolean
language sql immutable parallel safe
as $$
  select case length(value)
    when 62 then value !~ '[^a-z0-9]'
    when 63 then right(value, 1) = e'\n' and left(value, 62) !~ '[^a-z0-9]'
    else false
  end
$$;

comment on function em.is_content_id(text) is
  'Whether a text is a content id: 62 small letters and digits. A line feed after them passes, as Python''s $ lets it.';
