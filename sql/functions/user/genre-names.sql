create function em.genre_names()
returns text[]
language sql immutable parallel safe
as $$
  select array[
    'acoustic', 'alternative', 'ambient', 'audiobooks', 'blues', 'classical', 'comedy', 'country',
    'dancehall', 'deep house', 'devotional', 'disco', 'downtempo', 'drum & bass', 'dubstep',
    'electro', 'electronic', 'experimental', 'folk', 'funk', 'future bass', 'future house',
    'glitch hop', 'hardstyle', 'hip-hop/rap', 'house', 'hyperpop', 'jazz', 'jersey club', 'jungle',
    'kids', 'latin', 'lo-fi', 'metal', 'moombahton', 'podcasts', 'pop', 'progressive house', 'punk',
    'r&b/soul', 'reggae', 'rock', 'soundtrack', 'spoken word', 'tech house', 'techno', 'trance',
    'trap', 'tropical house', 'vaporwave', 'world'
  ]
$$;

comment on function em.genre_names() is
  'The genres in lower case: a handle must not be one.';
