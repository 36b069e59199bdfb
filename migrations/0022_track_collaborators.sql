-- Users whom the owner of a track names as collaborators, and what they answered.
do $$ begin
  if to_regclass('track_collaborators') is null then
    create table track_collaborators (
      track_id integer not null,
      collaborator_user_id integer not null,
      invited_by integer not null,
      status text not null default 'pending',
      created_at timestamp not null,
      updated_at timestamp not null,
      txhash varchar not null,
      blocknumber integer,
      constraint track_collaborators_pkey primary key (track_id, collaborator_user_id),
      constraint track_collaborators_status_check check (status in ('pending', 'accepted', 'rejected'))
    );

    create index idx_track_collaborators_collaborator on track_collaborators (collaborator_user_id, status, track_id);
  end if;
end $$;
