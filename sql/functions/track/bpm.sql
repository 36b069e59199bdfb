create function em.bpm(value jsonb)
returns double precision
language sql immutable parallel safe
as $$
  select case
    when jsonb_typeof(value) = 'number' and abs(value::numeric) between 1e-300 and 1e300 then value::double precision
    when jsonb_typeof(value) <> 'null' then em.bpm_of_text(value)
  end
$$;

comment on function em.bpm(jsonb) is
  'Beats a minute: a JSON number, or a text that Python''s float() reads; NULL for 0 and for anything else.';
