create function em.is_switched_off(entity_type text, action text, entity_types text[]) returns boolean
language sql immutable
as $$
  select entity_types is not null
    and not entity_type = any (entity_types)
    and action not in ('Follow', 'Unfollow', 'Save', 'Unsave', 'Repost', 'Unrepost', 'Subscribe', 'Unsubscribe', 'Share')
$$;

comment on function em.is_switched_off(text, text, text[]) is
  'Whether the setting entity_types, as a list (NULL: all), leaves out the pair. Social actions are always on.';
