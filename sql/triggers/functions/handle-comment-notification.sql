create function handle_comment_notification()
returns trigger
language plpgsql
as $$
begin
  if (new.is_delete or not new.is_visible) is not true and not em.is_reply(new.comment_id) then
    perform em.notify_comment(new);
  end if;
  return null;
end
$$;

comment on function handle_comment_notification() is
  'Tells the owner of a track, the host of an event or the artist of a fan club of a comment that answers no other. '
  'Who is mentioned in it hears of it as that.';
