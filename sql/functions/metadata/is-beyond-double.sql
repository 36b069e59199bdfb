create function em.is_beyond_double(whole text, fraction text, exponent text)
returns boolean
language sql immutable parallel safe
as $$
  select case
    when fraction is null and exponent is null then false
    when length(exponent) > 10 or abs(coalesce(exponent, '0')::numeric) > 400 then true
    when length(fraction) - least(coalesce(exponent, '0')::numeric, 0) > 16383 then true
    else abs((whole || '.' || coalesce(fraction, '0'))::numeric) * 10::numeric ^ coalesce(exponent, '0')::numeric
      >= 1.797693134862315807e308
  end
$$;

comment on function em.is_beyond_double(text, text, text) is
  'Whether the number of these parts has a fraction or an exponent and is larger, smaller or longer than the edge '
  'accepts. false for an integer.';
