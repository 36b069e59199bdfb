create function em.matches_track_segments(value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'array' then
      jsonb_array_length(value) = jsonb_array_length(
        jsonb_path_query_array(value, $path$
          strict $[*] ? (
            @.type() == "object"
            && exists (@.duration ? (@.type() == "number"))
            && exists (@.multihash ? (@.type() == "null" || @ like_regex "^Qm[a-zA-Z0-9]{44}$"))
            && !exists (@.keyvalue() ? (@.key != "duration" && @.key != "multihash"))
          )
        $path$)
      )
    else false
  end
$$;

comment on function em.matches_track_segments(jsonb) is
  'Whether a JSON value fits tracks.track_segments: a list of {"duration": number, "multihash": CID of version 0 or '
  'null} with no other keys. A missing member (NULL) does not fit.';
