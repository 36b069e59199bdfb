create function em.is_reply(comment_id integer)
returns boolean
language sql stable parallel safe
as $$
  select exists (
    select from comment_threads
    where comment_threads.comment_id = is_reply.comment_id
  )
$$;

comment on function em.is_reply(integer) is
  'Whether a comment answers another.';
