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
  if found and not new.is_delete and not comment.is_delete and comment.is_visible then
    perform em.notify_mention(comment, new.user_id);
  end if;
  return null;
end
$$;

comment on function handle_comment_mention() is
  'Tells a user of a comment that mentions them.';
