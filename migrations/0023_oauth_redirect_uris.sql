-- Where a developer app may send a user back to after they have signed in.
do $$ begin
  if to_regclass('oauth_redirect_uris') is null then
    create table oauth_redirect_uris (
      id serial not null,
      client_id varchar(255) not null,
      redirect_uri text not null,
      created_at timestamptz not null default now(),
      constraint oauth_redirect_uris_pkey primary key (id)
    );

    create index ix_oauth_redirect_uris_client_id on oauth_redirect_uris (client_id);
  end if;
end $$;
