create function em.is_territory_codes_or_null(value jsonb)
returns boolean
language plpgsql immutable parallel safe
as $$
begin
  case coalesce(jsonb_typeof(value), 'null')
    when 'null' then
      return true;
    when 'array' then
      return em.is_text_array(value) and validate_territory_codes(em.text_array(value));
    else
      return false;
  end case;
end
$$;

comment on function em.is_territory_codes_or_null(jsonb) is
  'Whether tracks.territory_codes takes the value: null, or a list of at least one code of two capital letters.';
