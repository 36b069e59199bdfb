create function em.free_track_route(
  owner_id integer, title_slug text, out slug text, out collision_id integer, out is_taken boolean
)
language plpgsql stable parallel safe
as $$
declare
  highest integer;
begin
  select max(track_routes.collision_id)
  into highest
  from track_routes
  where track_routes.owner_id = free_track_route.owner_id
    and track_routes.title_slug = free_track_route.title_slug;

  slug := title_slug;
  collision_id := 0;
  is_taken := exists (
    select from track_routes
    where track_routes.owner_id = free_track_route.owner_id
      and track_routes.slug = free_track_route.slug
  );
  if highest is null and not (is_taken and em.ends_in_decimal_digit(title_slug)) then
    return;
  end if;

  collision_id := greatest(highest, 0);
  loop
    is_taken := true;
    exit when collision_id = 2147483647;
    collision_id := collision_id + 1;
    slug := title_slug || '-' || collision_id;
    is_taken := exists (
      select from track_routes
      where track_routes.owner_id = free_track_route.owner_id
        and track_routes.slug = free_track_route.slug
    );
    exit when not is_taken;
  end loop;
end
$$;

comment on function em.free_track_route(integer, text) is
  'The slug and collision id that a new track route of an owner gets for a title slug: the number after the highest '
  'of the owner''s routes of that title slug, and on until the slug is free. is_taken: the slug is that of another '
  'title, or no number is left; then there is no route for the title.';
