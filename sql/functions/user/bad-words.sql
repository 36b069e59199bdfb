create function em.bad_words()
returns text
language sql immutable parallel safe
as $$
  select 'airdrop|auddius|audius|audlus|auduis|audus|avdius'
$$;

comment on function em.bad_words() is
  'A pattern of the words that a handle or name must not contain (in the letters of em.folded).';
