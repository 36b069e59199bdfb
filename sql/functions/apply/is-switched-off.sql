create function em.is_switched_off(entity_type text, action text) returns boolean
language sql stable
as $$
  select exists (
    select from em.settings
    where settings.name = 'entity_types'
      and not is_switched_off.entity_type = any (string_to_array(settings.value, ','))
      and is_switched_off.action not in (
        'Follow', 'Unfollow', 'Save', 'Unsave', 'Repost', 'Unrepost', 'Subscribe', 'Unsubscribe', 'Share'
      )
  )
$$;

comment on function em.is_switched_off(text, text) is
  'Whether the setting entity_types (a comma-separated list) leaves out the pair. Social actions are always on.';
