create function em.inaccessible_remix_parent(user_id bigint, remix_of jsonb)
returns integer
language plpgsql stable parallel safe
as $$
begin
  return (
    select em.integer(parent)
    from em.remix_parents(remix_of) as parent
    where not em.has_stream_access(inaccessible_remix_parent.user_id::integer, em.integer(parent))
    limit 1
  );
end
$$;

comment on function em.inaccessible_remix_parent(bigint, jsonb) is
  'A parent that a remix_of names and that the user may not stream; NULL when the user may stream them all.';
