-- Python compares the value with an integer column in a query, and Postgres takes these.
create function em.is_gate_user(options jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select case jsonb_typeof(options)
    when 'number' then true
    when 'null' then true
    when 'string' then
      case
        when options #>> '{}' ~ '^[ \t\n\v\f\r]*[-+]?[0-9]{1,20}[ \t\n\v\f\r]*$'
          then (options #>> '{}')::numeric between -2147483648 and 2147483647
        else false
      end
    else false
  end
$$;

comment on function em.is_gate_user(jsonb) is
  'Whether the value of a follow or tip condition can be compared with a user id: a number, a string that spells an '
  'integer, or null. Python crashes on any other.';
