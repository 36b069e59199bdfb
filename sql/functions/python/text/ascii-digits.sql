create function em.ascii_digits(value text)
returns text
language sql immutable parallel safe
as $$
  select case
    when em.is_ascii(value) then value
    else translate(value, em.foreign_digits(), repeat('0123456789', length(em.foreign_digits()) / 10))
  end
$$;

comment on function em.ascii_digits(text) is
  'A text with the decimal digits of all scripts as 0 to 9.';
