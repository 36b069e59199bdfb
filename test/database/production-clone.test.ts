import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCatalog } from "../../src/database/catalog.ts";
import { connect } from "../../src/database/connect.ts";
import { catalogDrift } from "../../src/database/drift.ts";
import { migrate } from "../../src/database/migrate.ts";
import { expectedCatalog } from "../../src/generated/schema.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { cloneProduction } from "./support/production-clone.ts";
import { etl, production } from "./support/recorded-schema.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await blankDatabase();
});
afterEach(() => database.drop());

interface Relation {
  readonly name: string;
  readonly file: string;
  readonly changed_by: string;
}

/** Every table, index, sequence and view with its file, which a rewrite changes, and the transaction that last changed its entry. */
async function relations(client: pg.Client): Promise<ReadonlyMap<string, Relation>> {
  const { rows } = await client.query<Relation>(
    `select oid::regclass::text as name, relfilenode::text as file, xmin::text as changed_by
     from pg_class where relnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** The same for functions, triggers, constraints and types. */
async function otherObjects(client: pg.Client): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await client.query<{ name: string }>(
    `select 'function ' || oid::regprocedure as name, xmin::text as changed_by
       from pg_proc where pronamespace = 'public'::regnamespace
     union all
     select 'trigger ' || oid, xmin::text from pg_trigger where not tgisinternal
     union all
     select 'constraint ' || oid, xmin::text from pg_constraint where connamespace = 'public'::regnamespace
     union all
     select 'type ' || oid::regtype, xmin::text from pg_type where typnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** What a map holds for the keys of another. */
function restricted<T>(all: ReadonlyMap<string, T>, keys: ReadonlyMap<string, unknown>): Record<string, T | undefined> {
  return Object.fromEntries([...keys.keys()].map((key) => [key, all.get(key)]));
}

const ours = ["em_rejections", "em_rejections_pkey", "em_rejections_tx_hash_idx"];
const views = [
  "mv_dashboard_transaction_stats",
  "mv_dashboard_transaction_stats_24h_idx",
  "mv_dashboard_transaction_types",
  "mv_dashboard_transaction_types_idx",
];

describe("on a production clone", () => {
  it("nothing is built, rewritten or replaced", async () => {
    await cloneProduction(database.client, production);
    await cloneProduction(database.client, etl);
    await database.client.query("insert into blocks (blockhash, number, is_current) values ('b1', 1, true)");
    const relationsBefore = await relations(database.client);
    const othersBefore = await otherObjects(database.client);

    const report = await migrate(database.url);

    expect(report.migrations).not.toEqual([]);
    const relationsAfter = await relations(database.client);
    expect(restricted(relationsAfter, relationsBefore)).toEqual(Object.fromEntries(relationsBefore));
    expect(restricted(await otherObjects(database.client), othersBefore)).toEqual(Object.fromEntries(othersBefore));
    const added = [...relationsAfter.keys()].filter((name) => !relationsBefore.has(name));
    expect(added.sort()).toEqual([...ours, ...views].sort());
    expect(catalogDrift(expectedCatalog, await readCatalog(database.client))).toEqual([]);
  });

  it("the raw tables are added where only the Python indexer ran", async () => {
    await cloneProduction(database.client, production);
    const before = await relations(database.client);

    await migrate(database.url);

    const after = await relations(database.client);
    expect(restricted(after, before)).toEqual(Object.fromEntries(before));
    expect(catalogDrift(expectedCatalog, await readCatalog(database.client))).toEqual([]);
  });

  it("an index that is missing is built, and no other touched", async () => {
    await cloneProduction(database.client, production);
    await database.client.query("drop index tracks_blocknumber_idx");
    const before = await relations(database.client);

    await migrate(database.url);

    const after = await relations(database.client);
    expect(after.has("tracks_blocknumber_idx")).toBe(true);
    // The table's own entry may be touched when it gets an index; its file and the other indexes may not.
    for (const [name, { file }] of before) expect(after.get(name)?.file, name).toBe(file);
  });

  it("readers do not keep it waiting", async () => {
    await cloneProduction(database.client, production);
    const reader = await connect(database.url, { applicationName: "a long report" });
    await reader.query("begin");
    await reader.query("select count(*) from tracks");

    await migrate(database.url, { lockTimeout: 5_000 });

    await reader.end();
  });

  it("a writer that does not end makes it stop in a sentence, with nothing of that migration kept", async () => {
    await cloneProduction(database.client, production);
    const writer = await connect(database.url, { applicationName: "a writer" });
    await writer.query("begin");
    await writer.query("lock table follows in row exclusive mode");

    await expect(migrate(database.url, { lockTimeout: 200 })).rejects.toThrow(
      /^migrations\/0006_social\.sql: a table is locked by another client .* try again later\.$/,
    );
    await expect(migrate(database.url, { lockTimeout: 200 })).rejects.toMatchObject({ exitCode: 75 });

    const waiting = migrate(database.url);
    await sleep(200);
    await writer.query("commit");
    expect((await waiting).migrations[0]).toBe("0006_social");
    await writer.end();
  });
});
