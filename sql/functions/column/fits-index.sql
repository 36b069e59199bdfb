-- The other columns of our indexes over texts take eight bytes more than those of the routes.
create function em.fits_index(value text)
returns boolean
language plpgsql
as $$
begin
  return value is null or em.fits_route_index(value || '--------');
end
$$;

comment on function em.fits_index(text) is
  'Whether a text fits into an index over a column of texts: some 2680 bytes, or more that compress to as much.';
