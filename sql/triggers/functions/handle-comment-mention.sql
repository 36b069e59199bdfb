create function handle_comment_mention()
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
    perform em.notify_mention(comment, new.user_id);
  end if;
  return null;
end
$$;

comment on function handle_comment_mention() is
  'Tells a user of a comment that mentions them.';
