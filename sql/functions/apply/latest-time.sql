create function em.latest_time(heads jsonb)
returns timestamp without time zone
language plpgsql stable parallel safe
as $$
begin
  return (
    select max((head.value ->> 'timestamp')::timestamptz) at time zone 'UTC'
    from jsonb_array_elements(heads) as head (value)
  );
end
$$;

comment on function em.latest_time(jsonb) is 'The latest time of blocks, given as em.block_heads takes them.';
