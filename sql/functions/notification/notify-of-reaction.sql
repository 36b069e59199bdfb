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
  perform em.notify_reaction(comment, user_id::integer, block.number, block.time);
end
$$;

comment on function em.notify_of_reaction(bigint, bigint, em.block) is
  'Tells the author of a comment of a reaction to it, where no trigger does.';
