create function em.sanitize_slug(title text, record_id bigint, collision_id integer default 0)
returns text
language plpgsql immutable parallel safe
as $$
declare
  slug text := em.slug_of(title);
begin
  if slug is null or slug = '' then
    slug := em.hashid(record_id);
  end if;
  return slug || case when collision_id > 0 then '-' || collision_id else '' end;
end
$$;

comment on function em.sanitize_slug(text, bigint, integer) is
  'The slug of a record with a title: the title as em.slug_of gives it or, where nothing of it is left, the hashid of '
  'its id; with the collision id appended when it is above zero.';
