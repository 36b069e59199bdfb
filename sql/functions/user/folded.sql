create function em.folded(value text)
returns text
language sql immutable parallel safe
as $$
  select case
    when em.is_ascii(value) then em.ascii_lower(value)
    else em.unicode_lower(
      regexp_replace(
        normalize(translate(normalize(value, NFKC), U&'\0410\0430\0391\03B1\1D00\2C6F\023A', 'aaaaaaa'), NFD),
        em.marks(),
        '',
        'g'
      )
    )
  end
$$;

comment on function em.folded(text) is
  'A text as it is compared with bad words: in its plainest letters, look-alikes of A as a, without accents, in lower '
  'case.';
