create function handle_comment_reaction()
returns trigger
language plpgsql
as $$
declare
  comment comments;
begin
  select comments.*
  into comment
  from comments
  where comments.comment_id = new.comment_id;
  if found and (new.is_delete or comment.is_delete or not comment.is_visible) is not true then
    perform em.notify_reaction(comment, new.user_id, new.blocknumber, new.created_at);
  end if;
  return null;
end
$$;

comment on function handle_comment_reaction() is
  'Tells the author of a comment of a reaction to it.';
