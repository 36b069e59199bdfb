-- Halfway between the largest double and what would be the next, and half of the smallest: beyond these Python rounds to an
-- infinity and to zero, where Postgres would raise an error.
create or replace function em.nearest_double(number numeric) returns double precision
language sql immutable parallel safe
as $$
  select case
    when number >= 1.7976931348623158079372897140530341507993e308 then 'Infinity'
    when number <= -1.7976931348623158079372897140530341507993e308 then '-Infinity'
    when abs(number) <= 2.4703282292062327208299439634110864618e-324 then 0
    else number::double precision
  end
$$;

comment on function em.nearest_double(numeric) is
  'A number as double precision, as Python''s float() rounds it: one that is too large becomes an infinity, one that is too small zero.';
