create function em.genres()
returns text[]
language sql immutable parallel safe
as $$
  select array[
    'Acoustic', 'Alternative', 'Ambient', 'Audiobooks', 'Blues', 'Classical', 'Comedy', 'Country',
    'Dancehall', 'Deep House', 'Devotional', 'Disco', 'Downtempo', 'Drum & Bass', 'Dubstep',
    'Electro', 'Electronic', 'Experimental', 'Folk', 'Funk', 'Future Bass', 'Future House',
    'Glitch Hop', 'Hardstyle', 'Hip-Hop/Rap', 'House', 'Hyperpop', 'Jazz', 'Jersey Club', 'Jungle',
    'Kids', 'Latin', 'Lo-Fi', 'Metal', 'Moombahton', 'Podcasts', 'Pop', 'Progressive House', 'Punk',
    'R&B/Soul', 'Reggae', 'Rock', 'Soundtrack', 'Spoken Word', 'Tech House', 'Techno', 'Trance',
    'Trap', 'Tropical House', 'Vaporwave', 'World'
  ]
$$;

comment on function em.genres() is
  'The genres that a track may have.';
