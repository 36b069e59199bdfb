-- The slug of a route is its title slug, alone or with "-" and a number of at most ten digits. So all routes of an
-- owner with the same title slug lie in one short range of the primary key (owner_id, slug), in any collation.
create function em.next_playlist_route(
  owner_id integer, title_slug text, out slug text, out collision_id integer, out is_taken boolean
)
language plpgsql stable parallel safe
as $$
begin
  slug := next_playlist_route.title_slug;
  select
    max(playlist_routes.collision_id) filter (where playlist_routes.title_slug = next_playlist_route.title_slug),
    coalesce(bool_or(playlist_routes.slug = next_playlist_route.title_slug), false)
  into collision_id, is_taken
  from playlist_routes
  where playlist_routes.owner_id = next_playlist_route.owner_id
    and playlist_routes.slug >= next_playlist_route.title_slug
    and playlist_routes.slug <= next_playlist_route.title_slug || '-9999999999';

  if collision_id is null and not (is_taken and em.ends_in_digit(title_slug)) then
    collision_id := 0;
    return;
  end if;
  collision_id := coalesce(collision_id, 0);
  loop
    collision_id := collision_id + 1;
    slug := title_slug || '-' || collision_id;
    is_taken := exists (
      select from playlist_routes
      where playlist_routes.owner_id = next_playlist_route.owner_id
        and playlist_routes.slug = next_playlist_route.slug
    );
    exit when not is_taken;
  end loop;
end
$$;

comment on function em.next_playlist_route(integer, text) is
  'The slug and collision id that a new playlist route of an owner gets for a title slug. is_taken: the slug belongs '
  'to a route with another title slug, which the network cannot resolve (such a transaction is refused).';
