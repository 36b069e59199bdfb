create function handle_comment_thread()
returns trigger
language plpgsql
as $$
declare
  reply comments;
  parent comments;
begin
  select comments.*
  into reply
  from comments
  where comments.comment_id = new.comment_id;
  select comments.*
  into parent
  from comments
  where comments.comment_id = new.parent_comment_id;
  if (reply.is_delete or not reply.is_visible) is not true then
    perform em.notify_answer(reply, parent);
  end if;
  return null;
end
$$;

comment on function handle_comment_thread() is
  'Tells the author of a comment of an answer to it.';
