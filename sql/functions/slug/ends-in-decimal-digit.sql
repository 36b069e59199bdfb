create function em.ends_in_decimal_digit(value text)
returns boolean
language sql immutable parallel safe
as $$
  select right(value, 1) ~ ('[' || em.decimal_digits() || ']')
$$;

comment on function em.ends_in_decimal_digit(text) is
  'Whether the last character is a decimal digit of any script (Unicode''s category Nd).';
