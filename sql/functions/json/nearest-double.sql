-- The limits are halfway between the largest double and the next one there would be, and half of the smallest. Beyond
-- them Python rounds to infinity or zero, where Postgres would raise an error.
create function em.nearest_double(number numeric)
returns double precision
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
  'A number as double precision, rounded as Python''s float() does: too large becomes infinity, too small becomes '
  'zero.';
