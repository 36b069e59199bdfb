-- Developer apps, and the rights that users grant to apps and managers.

-- Apps that may act for users who let them.
do $$ begin
  if to_regclass('developer_apps') is null then
    create table developer_apps (
      address varchar not null,
      blockhash varchar,
      blocknumber integer,
      user_id integer,
      name varchar not null,
      is_personal_access boolean not null default false,
      is_delete boolean not null default false,
      created_at timestamp not null,
      txhash varchar not null,
      is_current boolean not null,
      updated_at timestamp not null,
      description varchar(255),
      image_url varchar,
      constraint developer_apps_pkey primary key (address, txhash),
      constraint developer_apps_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );
  end if;
end $$;

-- Which app or manager may act for which user.
do $$ begin
  if to_regclass('grants') is null then
    create table grants (
      blockhash varchar,
      blocknumber integer,
      grantee_address varchar not null,
      user_id integer not null,
      is_revoked boolean not null default false,
      is_current boolean not null,
      is_approved boolean,
      updated_at timestamp not null,
      created_at timestamp not null,
      txhash varchar not null,
      constraint grants_pkey primary key (grantee_address, user_id, txhash),
      constraint grants_blocknumber_fkey foreign key (blocknumber) references blocks (number) on delete cascade
    );

    create index idx_grants_grantee_address on grants (grantee_address, is_revoked, created_at desc)
      where is_current = true;
    create index idx_grants_user_id on grants (user_id);
  end if;
end $$;
