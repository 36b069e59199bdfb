create function em.wants_to_hear_as_owner(user_id integer, speaker_id integer, comment comments)
returns boolean
language plpgsql stable parallel safe
as $$
begin
  if user_id = em.owner_of_entity(comment.entity_type, comment.entity_id) then
    return em.wants_to_hear(user_id, speaker_id, comment.entity_type, comment.entity_id);
  end if;
  return em.wants_to_hear(user_id, speaker_id, null, null);
end
$$;

comment on function em.wants_to_hear_as_owner(integer, integer, comments) is
  'Whether a user wants to be told of what another did with a comment. Whose thing it stands under may have muted '
  'that.';
