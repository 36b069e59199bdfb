-- A stem has no conditions of its own, and Python does not look at its parent here.
create function em.has_stream_access(user_id integer, track_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
declare
  owner_id integer;
  conditions jsonb;
begin
  select tracks.owner_id, tracks.stream_conditions
  into owner_id, conditions
  from tracks
  where tracks.track_id = has_stream_access.track_id
    and tracks.is_current
    and not tracks.is_delete
  limit 1;
  if not found or owner_id = user_id or not em.truthy(conditions) then
    return true;
  end if;
  if jsonb_typeof(conditions) <> 'object' then
    return false;
  end if;
  return (
    select bool_and(
      em.meets_condition(has_stream_access.user_id, has_stream_access.track_id, condition.key, condition.value)
    )
    from jsonb_each(conditions) as condition
  );
end
$$;

comment on function em.has_stream_access(integer, integer) is
  'Whether a user may stream a track, and so remix it: its owner may, and anybody who meets all its stream conditions. '
  'Anybody may stream a track that does not exist or is deleted.';
