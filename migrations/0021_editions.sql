-- The procedures of each edition of the rules have a schema of their own (docs/editions.md).
create schema if not exists em_2025;
create schema if not exists em_2026;
create schema if not exists em_genesis;

comment on schema em_2025 is 'em-apply: the rules of the network until spring 2026, as procedures.';
comment on schema em_2026 is 'em-apply: the rules of today''s network, as procedures.';
comment on schema em_genesis is 'em-apply: the rules for the range with which the new chain begins, as procedures.';

-- Which edition holds from which height of which chain. A height for which no row speaks has edition 2026.
create table if not exists em.rules (
  chain_id text not null,
  from_height bigint not null,
  edition text not null,
  constraint rules_pkey primary key (chain_id, from_height),
  constraint rules_edition_check check (edition in ('2025', '2026'))
);

-- NULL in the rows of versions that knew one edition alone, 2025.
alter table em_rejections add column if not exists edition text;
