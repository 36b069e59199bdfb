-- Rows that `npm run migrate -- --mend` took out of a table, as they were.
create table if not exists em.mended_rows (
  id bigint primary key generated always as identity,
  table_name text not null,
  reason text not null,
  row_was jsonb not null,
  mended_at timestamp with time zone not null
);
comment on table em.mended_rows is 'Rows that migrate took out because they stood in the way of another, as they were';
