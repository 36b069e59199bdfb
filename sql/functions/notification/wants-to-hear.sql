create function em.wants_to_hear(user_id integer, speaker_id integer, entity_type text, entity_id integer)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  return user_id <> speaker_id
    and not exists (
      select from muted_users
      where muted_users.user_id = wants_to_hear.user_id
        and muted_users.muted_user_id = speaker_id
        and not muted_users.is_delete
    )
    and not exists (
      select from comment_notification_settings
      where comment_notification_settings.user_id = wants_to_hear.user_id
        and comment_notification_settings.entity_type = wants_to_hear.entity_type
        and comment_notification_settings.entity_id = wants_to_hear.entity_id
        and comment_notification_settings.is_muted
    );
end
$$;

comment on function em.wants_to_hear(integer, integer, text, integer) is
  'Whether a user wants to be told of what another said under a thing: is not the other, and has muted neither.';
