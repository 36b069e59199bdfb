create function em.can_name_tracks(value jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return (
    select case jsonb_typeof(value)
      when 'array' then not exists (
        select from jsonb_array_elements(case when jsonb_typeof(value) = 'array' then value end) as element
        where not em.can_name_track(element.value)
      )
      when 'object' then not exists (
        select from jsonb_object_keys(case when jsonb_typeof(value) = 'object' then value end) as member (name)
        where not em.can_name_track(to_jsonb(member.name))
      )
      when 'string' then value #>> '{}' ~ '^[0-9]*$'
      else false
    end
  );
end
$$;

comment on function em.can_name_tracks(jsonb) is
  'Whether tracks can be looked up by everything that Python iterates over in a JSON value: the elements of a list, '
  'the keys of an object, the characters of a text. false for anything else.';
