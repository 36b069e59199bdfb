create function em.redirect_uris(value jsonb)
returns text[]
language plpgsql immutable parallel safe
as $$
begin
  return case
    when jsonb_typeof(value) = 'null' then '{}'
    when jsonb_typeof(value) = 'array'
      and not exists (
        select from jsonb_array_elements(value) as uri
        where jsonb_typeof(uri) <> 'string' or char_length(uri #>> '{}') > 2000
      )
    then array(
      select listed.uri
      from jsonb_array_elements_text(value) with ordinality as listed (uri, place)
      where listed.place <= 50
      order by listed.place
    )
  end;
end
$$;

comment on function em.redirect_uris(jsonb) is
  'The addresses to which an app may send users back: the first 50 of a list of texts of up to 2,000 characters, an '
  'empty list for null. NULL where the value is anything else, which does not count.';
