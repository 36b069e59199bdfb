create function em.is_any_text_or_null(value jsonb, nul text)
returns boolean
language sql immutable parallel safe
as $$
  select case coalesce(jsonb_typeof(value), 'null')
    when 'object' then false
    when 'array' then em.is_list_of_one_kind(value) and em.is_finite(value) and not em.has_nul(value, nul)
    when 'number' then em.is_finite(value)
    else true
  end
$$;

comment on function em.is_any_text_or_null(jsonb, text) is
  'Whether an unchecked text column takes the value: Postgres stores finite numbers, booleans and flat lists of one '
  'kind as texts, lists without U+0000 (for which nul stands).';
