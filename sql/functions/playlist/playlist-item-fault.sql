create or replace function em.playlist_item_fault(items jsonb, is_album boolean, needs_time boolean) returns text
language plpgsql stable parallel safe
as $$
begin
  return (
    select judged.fault
      from (
        select item.position,
               case
                 when jsonb_typeof(item.value) <> 'object' then 'not_object'
                 when not em.truthy(given.track) then 'without_track'
                 when jsonb_typeof(given.track) not in ('number', 'string') then 'track_not_number'
                 when em.track_number(given.track) is null
                   and not (is_album and jsonb_typeof(given.track) = 'number') then 'track_not_number'
                 when needs_time and not em.truthy(em.truthy_or(item.value -> 'timestamp', item.value -> 'time'))
                   then 'without_time'
               end as fault
          from jsonb_array_elements(items) with ordinality as item (value, position)
         cross join lateral (
           select em.truthy_or(item.value -> 'track', item.value -> 'track_id')) as given (track)
      ) as judged
     where judged.fault is not null
     order by judged.position
     limit 1);
end
$$;

comment on function em.playlist_item_fault(jsonb, boolean, boolean) is
  'What is wrong with the first bad item of a playlist''s contents: not_object, without_track, track_not_number or without_time; NULL when all are well. An album may name numbers that no track can have: it drops them.';
