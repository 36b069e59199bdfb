-- Encrypted email addresses and who may read them.

-- The email address of a user, encrypted with a key of their own.
do $$ begin
  if to_regclass('encrypted_emails') is null then
    create table encrypted_emails (
      id serial not null,
      email_owner_user_id integer not null,
      encrypted_email text not null,
      created_at timestamptz default current_timestamp,
      updated_at timestamptz default current_timestamp,
      constraint encrypted_emails_pkey primary key (id),
      constraint encrypted_emails_email_owner_user_id_key unique (email_owner_user_id)
    );

    create index idx_encrypted_emails_email_address_owner_user_id on encrypted_emails (email_owner_user_id);
  end if;
end $$;

-- The key of an email address, encrypted for each user who may read it.
do $$ begin
  if to_regclass('email_access') is null then
    create table email_access (
      id serial not null,
      email_owner_user_id integer not null,
      receiving_user_id integer not null,
      grantor_user_id integer not null,
      encrypted_key text not null,
      created_at timestamptz default current_timestamp,
      updated_at timestamptz default current_timestamp,
      is_initial boolean not null default false,
      constraint email_access_pkey primary key (id),
      constraint email_access_email_owner_user_id_receiving_user_id_grantor__key
        unique (email_owner_user_id, receiving_user_id, grantor_user_id)
    );

    create index idx_email_access_grantor on email_access (grantor_user_id);
    create index idx_email_access_receiver on email_access (receiving_user_id);
  end if;
end $$;
