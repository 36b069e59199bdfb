create function em.reserved_handles()
returns text[]
language sql immutable parallel safe
as $$
  select array[
    '200', '204', '400', '404', 'account', 'api', 'artist', 'artists', 'billing', 'collection',
    'collections', 'crypto', 'curated', 'discover', 'embed', 'error', 'follow', 'following',
    'genre', 'genres', 'inbox', 'libraries', 'library', 'like', 'likes', 'message', 'mood', 'moods',
    'next', 'notification', 'options', 'payment', 'podcast', 'podcasts', 'radio', 'repost',
    'reposts', 'search', 'share', 'social', 'stations', 'stats', 'suggested', 'suggestions',
    'support'
  ]
$$;

comment on function em.reserved_handles() is
  'Words that a handle must not be: they are pages of the web application.';
