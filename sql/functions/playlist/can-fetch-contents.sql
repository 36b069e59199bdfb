create function em.can_fetch_contents(contents jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
declare
  items constant jsonb := case when jsonb_typeof(contents) = 'object' then coalesce(contents -> 'track_ids', '[]')
    else contents end;
begin
  if not em.truthy(contents) or items in ('""', '{}') then
    return true;
  end if;
  if jsonb_typeof(items) <> 'array' then
    return false;
  end if;
  return not exists (
    select from jsonb_array_elements(items) as item
    where jsonb_typeof(item.value) <> 'object'
      or not em.can_fetch_track(em.truthy_or(item.value -> 'track', item.value -> 'track_id'))
  );
end
$$;

comment on function em.can_fetch_contents(jsonb) is
  'Whether Python can look up the tracks of a playlist''s contents: a list of objects, an object with one as its '
  'track_ids, or anything that is false to it.';
