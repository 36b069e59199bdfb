-- Production's functions name the kinds that they write. Ours, on a database that was empty before us, write all kinds
-- of their table, by the functions beside this one.
create function em.kinds_of_triggers()
returns text[]
language plpgsql stable parallel safe
as $$
begin
  return (
    select coalesce(array_agg(kind.table_name || ' ' || kind.type), '{}')
    from (
      values
        ('comment_mentions', 'comment_mention'),
        ('comment_reactions', 'comment_reaction'),
        ('comment_threads', 'comment_thread'),
        ('comments', 'comment'),
        ('comments', 'fan_club_text_post'),
        ('comments', 'remix_contest_update'),
        ('events', 'fan_remix_contest_started'),
        ('follows', 'follow'),
        ('grants', 'approve_manager_request'),
        ('grants', 'request_manager'),
        ('playlist_tracks', 'track_added_to_purchased_album'),
        ('playlists', 'create'),
        ('reposts', 'repost'),
        ('saves', 'save'),
        ('track_collaborators', 'track_collaborator_accept'),
        ('track_collaborators', 'track_collaborator_invite'),
        ('tracks', 'create'),
        ('tracks', 'fan_remix_contest_started'),
        ('tracks', 'fan_remix_contest_submission')
    ) as kind (table_name, type)
    where exists (
      select from pg_trigger
      join pg_proc on pg_proc.oid = pg_trigger.tgfoid
      where pg_trigger.tgrelid = to_regclass(kind.table_name)
        and pg_trigger.tgenabled in ('O', 'A')
        and (strpos(pg_proc.prosrc, quote_literal(kind.type)) > 0 or strpos(pg_proc.prosrc, 'em.notify') > 0)
    )
  );
end
$$;

comment on function em.kinds_of_triggers() is
  'The kinds of notification that triggers of the database write, each with the table whose change they tell of.';
