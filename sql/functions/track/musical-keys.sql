create function em.musical_keys()
returns text[]
language sql immutable parallel safe
as $$
  select array[
    'A major', 'A minor', 'B flat major', 'B flat minor', 'B major', 'B minor', 'C major',
    'C minor', 'D flat major', 'D flat minor', 'D major', 'D minor', 'E flat major', 'E flat minor',
    'E major', 'E minor', 'F major', 'F minor', 'G flat major', 'G flat minor', 'G major',
    'G minor', 'A flat major', 'A flat minor', 'Silence'
  ]
$$;

comment on function em.musical_keys() is
  'The musical keys that a track may have.';
