-- Python crashes on a time some 2 billion years away, and only logs one that is nearer but outside the calendar.
create function em.last_addition(contents jsonb, out is_valid boolean, out added_at timestamp)
language plpgsql immutable parallel safe
as $$
declare
  latest numeric;
begin
  select max(
    case jsonb_typeof(entry.value -> 'time')
      when 'number' then (entry.value -> 'time')::numeric
      when 'boolean' then (entry.value -> 'time')::boolean::integer::numeric
      else 'NaN'
    end
  )
  into latest
  from jsonb_array_elements(contents -> 'track_ids') as entry;
  is_valid := latest is null or latest between -67768040609740800 and 67768036191676799;
  added_at := em.time_of_unix_seconds(latest);
end
$$;

comment on function em.last_addition(jsonb) is
  'When the last track was added to a playlist, by the times of its entries. NULL when there is no entry, or when that '
  'time is outside the calendar. is_valid is false when the time of an entry is not a number, or is so far away that '
  'Python crashes on it.';
