create function em.notify_of_answer(answer comments, parent comments)
returns void
language plpgsql
as $$
begin
  if em.is_left_to_us('comment_threads', 'comment_thread') then
    perform em.notify_answer(answer, parent);
  end if;
end
$$;

comment on function em.notify_of_answer(comments, comments) is
  'Tells the author of a comment of an answer to it, where no trigger does.';
