create function em.mood_names()
returns text[]
language sql immutable parallel safe
as $$
  select array[
    'aggressive', 'brooding', 'cool', 'defiant', 'easygoing', 'empowering', 'energizing', 'excited',
    'fiery', 'gritty', 'melancholy', 'other', 'peaceful', 'romantic', 'rowdy', 'sensual',
    'sentimental', 'serious', 'sophisticated', 'stirring', 'tender', 'upbeat', 'yearning'
  ]
$$;

comment on function em.mood_names() is
  'The moods in lower case: a handle must not be one.';
