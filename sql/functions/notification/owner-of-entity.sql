create function em.owner_of_entity(entity_type text, entity_id integer)
returns integer
language plpgsql stable parallel safe
as $$
begin
  case entity_type
    when 'Track' then
      return (
        select tracks.owner_id
        from tracks
        where tracks.track_id = owner_of_entity.entity_id
          and tracks.is_current
      );
    when 'Event' then
      return (
        select events.user_id
        from events
        where events.event_id = owner_of_entity.entity_id
          and not events.is_deleted
      );
    when 'FanClub' then
      return entity_id;
    else
      return null;
  end case;
end
$$;

comment on function em.owner_of_entity(text, integer) is
  'Whose thing a comment stands under: a track''s owner, an event''s host, the artist of a fan club.';
