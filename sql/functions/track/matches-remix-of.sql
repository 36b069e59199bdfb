create function em.matches_remix_of(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when value = 'null' then true
    when jsonb_typeof(value) <> 'object' then false
    when value - 'tracks' <> '{}' then false
    when jsonb_typeof(value -> 'tracks') = 'array' then
      jsonb_array_length(value -> 'tracks') > 0
      and jsonb_array_length(value -> 'tracks') = jsonb_array_length(
        jsonb_path_query_array(value, $path$
          strict $.tracks[*] ? (
            @.type() == "object"
            && exists (@.parent_track_id ? (@.type() == "number" && @.floor() == @))
            && !exists (@.keyvalue() ? (@.key != "parent_track_id"))
          )
        $path$)
      )
    else false
  end
$$;

comment on function em.matches_remix_of(jsonb) is
  'Whether a JSON value fits tracks.remix_of: {"tracks": [{"parent_track_id": integer}, ...]} with at least one track '
  'and no other keys, or null. A missing member (NULL) does not fit.';
