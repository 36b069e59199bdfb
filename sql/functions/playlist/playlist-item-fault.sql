create function em.playlist_item_fault(items jsonb, is_album boolean, needs_time boolean)
returns text
language plpgsql stable parallel safe
as $$
declare
  item jsonb;
  track jsonb;
begin
  for item in select element.value from jsonb_array_elements(items) as element loop
    track := em.truthy_or(item -> 'track', item -> 'track_id');
    if jsonb_typeof(item) <> 'object' then
      return 'not_object';
    end if;
    if not em.truthy(track) then
      return 'without_track';
    end if;
    if jsonb_typeof(track) not in ('number', 'string') then
      return 'track_not_number';
    end if;
    if em.compared_integer(track) is null and not (is_album and jsonb_typeof(track) = 'number') then
      return 'track_not_number';
    end if;
    if needs_time and not em.truthy(em.truthy_or(item -> 'timestamp', item -> 'time')) then
      return 'without_time';
    end if;
  end loop;
  return null;
end
$$;

comment on function em.playlist_item_fault(jsonb, boolean, boolean) is
  'What is wrong with the first bad item of a playlist''s contents: not_object, without_track, track_not_number or '
  'without_time; NULL when nothing is. An album may name numbers that no track can have: it drops them.';
