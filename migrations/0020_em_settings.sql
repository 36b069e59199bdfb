-- Settings of the rules, by name. A setting without a row has the default that em.setting() knows.
create table if not exists em.settings (
  name text not null,
  value text not null,
  constraint settings_pkey primary key (name)
);

-- The addresses in etl_addresses, each once. That table has no unique key, and the Go ETL wrote an address to it for every
-- transaction.
create table if not exists em.known_addresses (
  address text not null,
  constraint known_addresses_pkey primary key (address)
);

insert into em.known_addresses (address)
select distinct etl_addresses.address
from etl_addresses
where not exists (select from em.known_addresses)
on conflict do nothing;
