create function em.marked_digits(value text)
returns text
language sql immutable parallel safe
as $$
  select case
    when em.is_ascii(value) then value
    else translate(
      value,
      U&'\E000\E001\E002\E003\E004\E005\E006\E007\E008\E009' || em.foreign_digits(),
      '??????????' || repeat(U&'\E000\E001\E002\E003\E004\E005\E006\E007\E008\E009', length(em.foreign_digits()) / 10)
    )
  end
$$;

comment on function em.marked_digits(text) is
  'A text with the decimal digits of all scripts but ASCII as U+E000 to U+E009, for patterns that tell the two apart. '
  '(Characters that are U+E000 to U+E009 already become question marks.)';
