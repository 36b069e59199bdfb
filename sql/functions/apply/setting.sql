create function em.setting(setting_name text)
returns text
language plpgsql stable parallel safe
as $$
begin
  return (
    select coalesce(
      (
        select settings.value
        from em.settings
        where settings.name = setting_name
      ),
      case setting_name
        when 'scheduled_releases' then 'on'
        when 'state_hash' then 'off'
        when 'verified_address' then '0xbeef8E42e8B5964fDD2b7ca8efA0d9aef38AA996'
      end
    )
  );
end
$$;

comment on function em.setting(text) is
  'The value of a setting. scheduled_releases: off where somebody else publishes what is due (E12). '
  'state_hash: on where the rows of each block are hashed. verified_address: who may verify users and send '
  'announcements (S4); the network''s own verifier where it is not set, nobody where it is empty.';
