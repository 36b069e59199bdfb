create function em.free_playlist_route(
  owner_id integer, title_slug text, out slug text, out collision_id integer, out is_taken boolean
)
language plpgsql stable parallel safe
as $$
declare
  highest integer;
begin
  select max(playlist_routes.collision_id)
  into highest
  from playlist_routes
  where playlist_routes.owner_id = free_playlist_route.owner_id
    and playlist_routes.title_slug = free_playlist_route.title_slug;

  slug := title_slug;
  collision_id := 0;
  is_taken := exists (
    select from playlist_routes
    where playlist_routes.owner_id = free_playlist_route.owner_id
      and playlist_routes.slug = free_playlist_route.slug
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
      select from playlist_routes
      where playlist_routes.owner_id = free_playlist_route.owner_id
        and playlist_routes.slug = free_playlist_route.slug
    );
    exit when not is_taken;
  end loop;
end
$$;

comment on function em.free_playlist_route(integer, text) is
  'The slug and collision id that a new playlist route of an owner gets for a title slug: the number after the highest '
  'of the owner''s routes of that title slug, and on until the slug is free. is_taken: the slug is that of another '
  'title, or no number is left; then there is no route for the title.';
