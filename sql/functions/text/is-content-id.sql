create function em.is_content_id(value text) returns boolean
language sql immutable parallel safe
as $$
  select coalesce(value ~ '^[a-z0-9]{62}\n?$', false)
$$;

comment on function em.is_content_id(text) is
  'Whether a text is a content id: 62 small letters and digits. A line feed after them is let through, as Python''s $ does.';
