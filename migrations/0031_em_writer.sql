-- The process that may write blocks, in one row. Each start of the indexer moves the token on; each commit of blocks holds the row and
-- checks that the token is still its own. So two writers are impossible even where the advisory lock is lost, as behind a pooler.
create table if not exists em.writer (
  singleton boolean not null default true,
  token bigint not null,
  process text not null,
  since timestamptz not null,
  constraint writer_pkey primary key (singleton),
  constraint writer_has_one_row check (singleton)
);
