create function em.bad_words() returns text
language sql immutable parallel safe
as $$
  select 'airdrop|auddius|audius|audlus|auduis|audus|avdius'
$$;

comment on function em.bad_words() is
  'A pattern of the words that no handle or name may contain (in the letters of em.folded).';
