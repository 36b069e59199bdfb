create function em.is_switched_off(entity_type text, action text, entity_types text[])
returns boolean
language sql immutable parallel safe
as $$
  select entity_types is not null
    and entity_type <> all (entity_types)
    and not em.is_social_action(action)
$$;

comment on function em.is_switched_off(text, text, text[]) is
  'Whether the setting entity_types, as a list (NULL: all types), leaves out the pair. Social actions are always on.';
