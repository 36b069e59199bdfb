create function em.followers_of_reporters(comment_id bigint)
returns bigint
language plpgsql stable parallel safe
as $$
begin
  return (
    select coalesce(sum(aggregate_user.follower_count), 0)::bigint
    from comment_reports
    join aggregate_user on aggregate_user.user_id = comment_reports.user_id
    where comment_reports.comment_id = followers_of_reporters.comment_id
  );
end
$$;

comment on function em.followers_of_reporters(bigint) is
  'The sum of followers over the users who reported a comment.';
