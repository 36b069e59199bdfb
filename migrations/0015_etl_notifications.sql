-- Notifies listeners (LISTEN new_block, LISTEN new_plays) of each raw block and play, as the Go ETL does.

do $$ begin
  if to_regprocedure('notify_new_block()') is null then
    create function notify_new_block() returns trigger
    language plpgsql
    as $body$
    begin
      perform pg_notify(
        'new_block',
        json_build_object('block_height', new.block_height, 'proposer_address', new.proposer_address)::text
      );
      return new;
    end;
    $body$;
  end if;
end $$;

do $$ begin
  if to_regprocedure('notify_new_plays()') is null then
    create function notify_new_plays() returns trigger
    language plpgsql
    as $body$
    begin
      perform pg_notify(
        'new_plays',
        json_build_object(
          'user_id', new.user_id,
          'track_id', new.track_id,
          'city', new.city,
          'region', new.region,
          'country', new.country,
          'block_height', new.block_height
        )::text
      );
      return new;
    end;
    $body$;
  end if;
end $$;

do $$ begin
  if not exists (
    select from pg_trigger where tgrelid = 'etl_blocks'::regclass and tgname = 'trigger_notify_new_block'
  ) then
    create trigger trigger_notify_new_block
      after insert on etl_blocks
      for each row execute function notify_new_block();
  end if;
end $$;

do $$ begin
  if not exists (
    select from pg_trigger where tgrelid = 'etl_plays'::regclass and tgname = 'trigger_notify_new_plays'
  ) then
    create trigger trigger_notify_new_plays
      after insert on etl_plays
      for each row execute function notify_new_plays();
  end if;
end $$;
