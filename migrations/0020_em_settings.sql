-- What an operator may set, by name. A name without a row has the value that em.setting() knows.
create table if not exists em.settings (
  name text not null,
  value text not null,
  constraint settings_pkey primary key (name)
);

-- The addresses that etl_addresses has: it has no unique key of its own, and the Go ETL left an address a transaction in it.
create table if not exists em.known_addresses (
  address text not null,
  constraint known_addresses_pkey primary key (address)
);

insert into em.known_addresses (address)
select distinct etl_addresses.address
from etl_addresses
where not exists (select from em.known_addresses)
on conflict do nothing;
