create function em.are_remix_parents_valid(remix_of jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return (
    select coalesce(bool_and(em.integer(parent) is not null) and count(distinct parent) = count(*), true)
    from em.remix_parents(remix_of) as parent
  );
end
$$;

comment on function em.are_remix_parents_valid(jsonb) is
  'Whether remixes can hold the parents that a remix_of names: each a number that a track id can be, and each only '
  'once.';
