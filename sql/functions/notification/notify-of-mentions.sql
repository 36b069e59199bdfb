create function em.notify_of_mentions(comment_id bigint)
returns void
language plpgsql
as $$
declare
  comment comments;
  mentioned record;
begin
  if not em.is_left_to_us('comment_mentions', 'comment_mention') then
    return;
  end if;
  select comments.*
  into comment
  from comments
  where comments.comment_id = notify_of_mentions.comment_id;
  for mentioned in
    select comment_mentions.user_id
    from comment_mentions
    where comment_mentions.comment_id = notify_of_mentions.comment_id
      and not comment_mentions.is_delete
    order by comment_mentions.user_id
  loop
    perform em.notify_mention(comment, mentioned.user_id);
  end loop;
end
$$;

comment on function em.notify_of_mentions(bigint) is
  'Tells those whom a comment mentions, each once, where no trigger does.';
