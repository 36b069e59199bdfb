import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCatalog } from "../../src/database/catalog.ts";
import { connect } from "../../src/database/connect.ts";
import { catalogDrift } from "../../src/database/drift.ts";
import { migrate } from "../../src/database/migrate.ts";
import { expectedCatalog } from "../../src/generated/schema.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { network, production2026 } from "./support/network-2026.ts";
import { cloneProduction } from "./support/production-clone.ts";
import { etl, production } from "./support/recorded-schema.ts";
import { otherObjects, type Relation, relations } from "./support/relations.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await blankDatabase();
});
afterEach(() => database.drop());

/** What a map holds for the keys of another. */
function restricted<T>(all: ReadonlyMap<string, T>, keys: ReadonlyMap<string, unknown>): Record<string, T | undefined> {
  return Object.fromEntries([...keys.keys()].map((key) => [key, all.get(key)]));
}

/** Indexes and sequences of these tables are new with them. */
const newTables = ["em_rejections", "oauth_redirect_uris", "track_collaborators"];
const newViews = ["mv_dashboard_transaction_stats", "mv_dashboard_transaction_types"];

/** What a clone of 2025 lacks of the network's tables, named as migrate names it. */
const additionsOf2026 = Object.entries(network).flatMap(
  ([table, { columns = [], indexes = [], uniqueIndexes = [] }]) => [
    ...columns.map(({ name }) => `column ${table}.${name}`),
    ...[...indexes, ...uniqueIndexes].map((text) => `index ${text.split(" ")[0]} of ${table}`),
  ],
);

/** The names of what a run of migrate made, less what belongs to new tables and views. */
async function madeOnOldTables(before: ReadonlyMap<string, Relation>): Promise<string[]> {
  const { rows } = await database.client.query<{ name: string; owner: string }>(
    `select class.oid::regclass::text as name, coalesce(indrelid, refobjid, class.oid)::regclass::text as owner
     from pg_class class
     left join pg_index on indexrelid = class.oid
     left join pg_depend on class.relkind = 'S' and objid = class.oid and deptype = 'a'
     where class.relnamespace = 'public'::regnamespace`,
  );
  return rows
    .filter(({ name, owner }) => !before.has(name) && ![...newTables, ...newViews].includes(owner))
    .map(({ name }) => name)
    .sort();
}

async function expectNoRewrite(before: ReadonlyMap<string, Relation>): Promise<void> {
  const after = await relations(database.client);
  for (const [name, { file }] of before) {
    expect(after.get(name)?.file, name).toBe(file);
  }
}

async function expectSecondChangesNothing(): Promise<void> {
  const before = [await relations(database.client), await otherObjects(database.client)];
  const second = await migrate(database.url);
  expect(second).toMatchObject({ migrations: [], additions: [], procedures: { changed: false } });
  expect([await relations(database.client), await otherObjects(database.client)]).toEqual(before);
}

async function holdAllTables(client: pg.Client): Promise<void> {
  await client.query("begin");
  for (const table of Object.keys(production2026.tables)) {
    await client.query(`lock table ${table} in row exclusive mode`);
  }
}

describe("on a clone of autumn 2026", () => {
  beforeEach(async () => {
    await cloneProduction(database.client, production2026);
    await cloneProduction(database.client, etl);
  });

  it("nothing is built, rewritten, altered or replaced, and nothing waits for a writer", async () => {
    await database.client.query("insert into blocks (blockhash, number) values ('b1', 1)");
    const writer = await connect(database.url, { applicationName: "a writer" });
    await holdAllTables(writer);
    const relationsBefore = await relations(database.client);
    const othersBefore = await otherObjects(database.client);

    const report = await migrate(database.url, { patience: { forTable: 1, behindNobody: 1_000 } });

    expect(report.migrations).not.toEqual([]);
    expect(report.additions).toEqual([]);
    expect(restricted(await relations(database.client), relationsBefore)).toEqual(Object.fromEntries(relationsBefore));
    expect(restricted(await otherObjects(database.client), othersBefore)).toEqual(Object.fromEntries(othersBefore));
    expect(await madeOnOldTables(relationsBefore)).toEqual([]);
    expect(catalogDrift(expectedCatalog, await readCatalog(database.client))).toEqual([]);
    await writer.end();
    await expectSecondChangesNothing();
  });

  it("each column and each index of the network is added where it alone is missing", async () => {
    await migrate(database.url);
    for (const name of additionsOf2026) {
      const [, kind, object, table] = /^(column|index) (\S+?)(?: of (\S+))?$/.exec(name) ?? [];
      const [ofTable = "", column] = object?.split(".") ?? [];
      await database.client.query(
        kind === "index" ? `drop index ${object}` : `alter table ${ofTable} drop column ${column}`,
      );
      const before = await relations(database.client);

      const { additions } = await migrate(database.url);

      expect(additions).toContain(name);
      // An index goes with the column that is dropped.
      expect(additions.filter((each) => each !== name && !each.endsWith(` of ${ofTable}`))).toEqual([]);
      await expectNoRewrite(before);
      expect(catalogDrift(expectedCatalog, await readCatalog(database.client)), table).toEqual([]);
    }
  });
});

describe("on a clone of 2025", () => {
  beforeEach(async () => {
    await cloneProduction(database.client, production);
    await cloneProduction(database.client, etl);
    await database.client.query(`
      insert into subscriptions (subscriber_id, user_id, is_current, is_delete, txhash) values (1, 2, true, false, 'a')`);
    await database.client.query(`
      insert into comments (comment_id, text, user_id, entity_id, entity_type, txhash, blockhash)
      values (1, 'so', 1, 1, 'Track', 'a', 'b')`);
  });

  it("tables get the columns and indexes of the network, without a rewrite, and nothing else", async () => {
    const before = await relations(database.client);
    const othersBefore = await otherObjects(database.client);

    const dry = await migrate(database.url, { dryRun: true });
    expect(await relations(database.client)).toEqual(before);
    const report = await migrate(database.url);

    expect([...report.additions].sort()).toEqual([...additionsOf2026].sort());
    expect([...dry.additions].sort()).toEqual([...additionsOf2026].sort());
    await expectNoRewrite(before);
    const indexes = additionsOf2026.filter((name) => name.startsWith("index")).map((name) => name.split(" ")[1]);
    expect(await madeOnOldTables(before)).toEqual([...indexes].sort());
    expect(restricted(await otherObjects(database.client), othersBefore)).toEqual(Object.fromEntries(othersBefore));
    expect(catalogDrift(expectedCatalog, await readCatalog(database.client))).toEqual([]);
    const rows = await database.client.query(
      "select subscriptions.entity_type, subscriptions.entity_id, is_members_only, video_url from subscriptions cross join comments",
    );
    expect(rows.rows).toEqual([{ entity_type: "User", entity_id: null, is_members_only: false, video_url: null }]);
    await expectSecondChangesNothing();
  });

  it("rows of which one is too many are named, all at once, and nothing is changed", async () => {
    await database.client.query(`
      insert into subscriptions (subscriber_id, user_id, is_current, is_delete, txhash) values (1, 2, true, true, 'b')`);
    await database.client.query(`
      insert into users (user_id, is_current, txhash)
      select 100 + number, true, tx from generate_series(1, 23) as number cross join unnest(array['a', 'b']) as tx
      union all select 7, current, tx from (values (true, 'a'), (false, 'b'), (false, 'c')) as one (current, tx)`);
    await database.client.query("alter table tracks drop column owner_id cascade");
    const before = [await relations(database.client), await otherObjects(database.client)];

    for (const dryRun of [true, false]) {
      const failing = migrate(database.url, { dryRun });
      await expect(failing).rejects.toMatchObject({ exitCode: 1 });
      await expect(failing).rejects.toThrow(/^nothing was changed, for this stands in the way/);
      await expect(failing).rejects.toThrow(
        "index subscriptions_current_uniq_idx of subscriptions allows one current row, but these have several: " +
          "subscriber_id 1 user_id 2 (2 rows)\n",
      );
      await expect(failing).rejects.toThrow(
        /these have several: user_id 101 \(2 rows\), .*user_id 120 \(2 rows\), and 3 more/,
      );
      await expect(failing).rejects.toThrow("column tracks.owner_id is missing, and cannot be added without a rewrite");
    }
    expect([await relations(database.client), await otherObjects(database.client)]).toEqual(before);
    expect((await database.client.query("select to_regnamespace('em') as em")).rows).toEqual([{ em: null }]);
  });

  it("what a broken-off build has left is replaced", async () => {
    await database.client.query(
      "insert into users (user_id, is_current, txhash) values (1, true, 'a'), (1, true, 'b')",
    );
    await expect(
      database.client.query(
        "create unique index concurrently users_current_uniq_idx on users (user_id) where is_current = true",
      ),
    ).rejects.toThrow("could not create unique index");
    await database.client.query("delete from users where txhash = 'b'");

    const { additions } = await migrate(database.url);

    expect(additions).toContain("index users_current_uniq_idx of users");
    expect(catalogDrift(expectedCatalog, await readCatalog(database.client))).toEqual([]);
  });

  it("an older index that is missing is built too", async () => {
    await database.client.query("drop index tracks_blocknumber_idx");
    expect((await migrate(database.url)).additions).toContain("index tracks_blocknumber_idx of tracks");
  });

  it("who reads or writes a table for long makes it stop in a sentence, with what was done kept", async () => {
    const other = await connect(database.url, { applicationName: "a long report" });
    await other.query("begin");
    await other.query("select count(*) from users");

    const failing = migrate(database.url, { patience: { forTable: 50 } });
    await expect(failing).rejects.toThrow(
      /^the table users is locked by session \d+ of the database \(a long report, .*Nothing was done to it; .* try again later\.$/,
    );
    await expect(failing).rejects.toMatchObject({ exitCode: 75 });

    const waiting = migrate(database.url);
    await sleep(200);
    await other.query("commit");
    const { additions } = await waiting;
    expect(additions).toContain("column users.coin_flair_mint");
    expect(additions).not.toContain("column comments.video_url");
    await other.end();
  });

  it("a transaction that does not end keeps an index from being built, and the next run mends it", async () => {
    const other = await connect(database.url, { applicationName: "a writer" });
    await other.query("begin");
    await other.query("insert into follows values ('b', null, 1, 2, true, false, '2026-04-04', 'a')");

    const failing = migrate(database.url, { patience: { behindNobody: 300 } });
    await expect(failing).rejects.toThrow(
      /^the index follows_current_uniq_idx of follows could not be built: a transaction that was open before does not end/,
    );
    await expect(failing).rejects.toMatchObject({ exitCode: 75 });
    await other.query("commit");
    await other.end();

    expect((await migrate(database.url)).additions).toContain("index follows_current_uniq_idx of follows");
    expect(catalogDrift(expectedCatalog, await readCatalog(database.client))).toEqual([]);
  });

  it("the raw tables are added where only the Python indexer ran", async () => {
    await database.client.query(`drop table ${Object.keys(etl.tables).join(", ")}`);
    await migrate(database.url);
    expect(catalogDrift(expectedCatalog, await readCatalog(database.client))).toEqual([]);
  });
});
