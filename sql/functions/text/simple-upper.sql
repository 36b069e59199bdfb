-- A few Greek small letters with an iota below have a capital of their own, for which ICU writes two letters.
create function em.simple_upper(letter text)
returns text
language sql immutable parallel safe
as $$
  select case
    when char_length(upper(letter collate "und-x-icu")) = 1
    then translate(upper(letter collate "und-x-icu"), em.young_small_letters(), em.young_capitals())
    else translate(letter, 'ᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾳῃῳ', 'ᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾼῌῼ')
  end
$$;

comment on function em.simple_upper(text) is
  'One code point in upper case, as one code point (Go''s unicode.ToUpper): ß stays as it is.';
