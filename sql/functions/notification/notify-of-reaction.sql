create function em.notify_of_reaction(user_id bigint, comment_id bigint, block em.block)
returns void
language plpgsql
as $$
declare
  comment comments;
begin
  if not em.is_left_to_us('comment_reactions', 'comment_reaction') then
    return;
  end if;
  select comments.*
  into comment
  from comments
  where comments.comment_id = notify_of_reaction.comment_id;
  if em.wants_to_hear(comment.user_id, user_id::integer, 'Comment', comment.comment_id)
    and em.wants_to_hear_as_owner(comment.user_id, user_id::integer, comment)
  then
    perform em.notify(
      'comment_reaction',
      format('comment_reaction:%s', comment.comment_id),
      user_id::text,
      array[comment.user_id],
      jsonb_build_object(
        'type', comment.entity_type,
        'entity_id', comment.entity_id,
        'entity_user_id', em.owner_of_entity(comment.entity_type, comment.entity_id),
        'comment_id', comment.comment_id,
        'reacter_user_id', user_id
      ),
      block.number,
      block.time);
  end if;
end
$$;

comment on function em.notify_of_reaction(bigint, bigint, em.block) is
  'Tells the author of a comment of a reaction to it, where no trigger does.';
