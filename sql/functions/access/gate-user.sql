create function em.gate_user(options jsonb)
returns integer
language sql immutable parallel safe
as $$
  select case
    when em.is_gate_user(options) then
      case
        when jsonb_typeof(options) = 'string' then (options #>> '{}')::integer
        when em.integer_in(options, -2147483648, 2147483647) then options::integer
      end
  end
$$;

comment on function em.gate_user(jsonb) is
  'The id of the artist that a follow or tip condition names; NULL when it names no possible user.';
