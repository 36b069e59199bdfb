import type pg from "pg";
import type { RecordedSchema } from "./recorded-schema.ts";

/**
 * Gives a blank database the tables of a recorded schema straight from the record, without our migrations: what a production
 * clone is like. Triggers are there too, with functions that do nothing.
 */
export async function cloneProduction(client: pg.Client, schema: RecordedSchema): Promise<void> {
  for (const [name, labels] of Object.entries(schema.enums)) {
    const list = labels.map((label) => client.escapeLiteral(label)).join(", ");
    await client.query(`create type ${client.escapeIdentifier(name)} as enum (${list})`);
  }
  if ("tracks" in schema.tables) {
    await client.query(`
      create function validate_territory_codes(codes text[]) returns boolean language plpgsql
      as $$ begin return codes is null or cardinality(codes) > 0; end; $$`);
  }
  for (const name of Object.keys(schema.tables)) {
    await createTable(client, schema, name);
  }
  // Foreign keys last, when all tables are there.
  for (const [name, table] of Object.entries(schema.tables)) {
    for (const constraint of table.constraints.filter(({ type }) => type === "f")) {
      await client.query(`alter table ${name} add constraint ${constraint.name} ${constraint.def}`);
    }
  }
}

async function createTable(client: pg.Client, schema: RecordedSchema, name: string): Promise<void> {
  const table = schema.tables[name];
  if (table === undefined) {
    throw new Error(`no table ${name} is recorded`);
  }
  for (const column of table.columns) {
    const sequence = sequenceOf(column.default);
    if (sequence !== undefined) {
      await client.query(`create sequence ${sequence} as ${column.type}`);
    }
  }
  const columns = table.columns.map((column) => {
    const rule = `${column.not_null ? " not null" : ""}${column.default == null ? "" : ` default ${column.default}`}`;
    return `${client.escapeIdentifier(column.name)} ${column.type}${rule}`;
  });
  await client.query(`create table ${name} (${columns.join(", ")})`);
  for (const column of table.columns) {
    const sequence = sequenceOf(column.default);
    if (sequence !== undefined) {
      await client.query(`alter sequence ${sequence} owned by ${name}.${column.name}`);
    }
  }
  for (const constraint of table.constraints.filter(({ type }) => type !== "f")) {
    await client.query(`alter table ${name} add constraint ${constraint.name} ${constraint.def}`);
  }
  const ofConstraints = new Set(table.constraints.map((constraint) => constraint.name));
  for (const index of table.indexes.filter((item) => !ofConstraints.has(item.name))) {
    await client.query(index.def);
  }
  for (const trigger of table.triggers) {
    const called = /EXECUTE FUNCTION (\w+)/.exec(trigger.def)?.[1];
    if (called === undefined) {
      throw new Error(`no function in the trigger ${trigger.name}`);
    }
    await client.query(
      `create or replace function ${called}() returns trigger language plpgsql as $$ begin return null; end; $$`,
    );
    await client.query(trigger.def);
  }
}

function sequenceOf(expression: string | null | undefined): string | undefined {
  return /^nextval\('(\w+)'::regclass\)$/.exec(expression ?? "")?.[1];
}
