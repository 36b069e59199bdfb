create function em.names_user_out_of_range(grants jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return exists (
    select
    from em.access_grants(grants) as granted
    where granted.receiving_user_id is null or granted.grantor_user_id is null);
end
$$;

comment on function em.names_user_out_of_range(jsonb) is
  'Whether an item of a list of access grants names a user by a number that is beyond every user''s.';
