import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { locks, tryLock } from "../../src/database/locks.ts";
import { migrate } from "../../src/database/migrate.ts";
import { procedureState, treeHash } from "../../src/database/procedures.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let procedures: string;

beforeEach(async () => {
  database = await blankDatabase();
  procedures = await mkdtemp(join(tmpdir(), "em-apply-procedures-"));
});
afterEach(async () => {
  await database.drop();
  await rm(procedures, { recursive: true });
});

async function writeProcedure(path: string, sql: string): Promise<void> {
  await mkdir(dirname(join(procedures, path)), { recursive: true });
  await writeFile(join(procedures, path), sql);
}

async function functionsOfEm(): Promise<string[]> {
  const { rows } = await database.client.query<{ name: string }>(
    "select oid::regprocedure::text as name from pg_proc where pronamespace = 'em'::regnamespace order by 1",
  );
  return rows.map((row) => row.name);
}

/** All entries of the catalogs that a migration can change, with the transactions that wrote them. */
async function everything(): Promise<unknown[]> {
  const { rows } = await database.client.query(
    `select 'relation' as kind, oid, xmin::text, relfilenode from pg_class
     union all select 'function', oid, xmin::text, 0 from pg_proc
     union all select 'type', oid, xmin::text, 0 from pg_type
     union all select 'constraint', oid, xmin::text, 0 from pg_constraint
     union all select 'applied', 0, xmin::text, 0 from em.procedures
     union all select 'migration', id, xmin::text, 0 from em.migrations
     order by 1, 2`,
  );
  return rows;
}

describe("migrate", () => {
  it("says what it would do without doing it", async () => {
    const report = await migrate(database.url, { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, procedures: { changed: true, reason: "none were applied" } });
    expect(report.migrations).toContain("0004_tracks");
    const { rows } = await database.client.query("select to_regnamespace('em') as em, to_regclass('tracks') as tracks");
    expect(rows).toEqual([{ em: null, tracks: null }]);
  });

  it("changes nothing the second time", async () => {
    await migrate(database.url);
    const before = await everything();
    const second = await migrate(database.url);
    expect(second.migrations).toEqual([]);
    expect(second.procedures).toMatchObject({ changed: false, reason: "up to date" });
    expect(await everything()).toEqual(before);
  });

  it("may be called by several at once: one does it, the others find it done", async () => {
    const reports = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(database.url)));
    expect(reports.filter((report) => report.migrations.length > 0)).toHaveLength(1);
    expect(reports.filter((report) => report.procedures.changed)).toHaveLength(1);
  });

  it("waits for another, whatever statement_timeout the database has, and says for whom", async () => {
    const name = new URL(database.url).pathname.slice(1);
    await database.client.query(`alter database ${name} set statement_timeout = '200ms'`);
    const other = await connect(database.url, { applicationName: "somebody's migrate" });
    expect(await tryLock(other, locks.migrate)).toBe(true);
    const lines: string[] = [];
    const waiting = migrate(database.url, { log: (line) => lines.push(line) });
    await sleep(1_000);
    await other.end();
    await waiting;
    expect(lines).toEqual([
      expect.stringMatching(/^session \d+ of the database \(somebody's migrate, .*\) migrates this database; waiting/),
    ]);
    await database.client.query(`alter database ${name} reset statement_timeout`);
  });

  it("names the process that keeps it waiting too long", async () => {
    const other = await connect(database.url, { applicationName: "somebody's migrate" });
    expect(await tryLock(other, locks.migrate)).toBe(true);
    const waiting = migrate(database.url, { patience: { behindNobody: 100 } });
    await expect(waiting).rejects.toThrow(
      /^session \d+ of the database \(somebody's migrate, .*\) migrates this database/,
    );
    await expect(waiting).rejects.toMatchObject({ exitCode: 75 });
    await other.end();
  });

  it.each([
    [
      "postgres://em@127.0.0.1:1/em",
      75,
      /^cannot connect to postgres:\/\/em@127\.0\.0\.1:1\/em: .*Nothing answers there/,
    ],
    ["postgres://em:secret@nowhere.invalid/em", 78, /^cannot connect to postgres:\/\/em@nowhere\.invalid\/em: /],
    ["mysql://em@127.0.0.1/em", 78, /expected postgres:/],
    ["", 78, /expected postgres:/],
  ])("says why it cannot use %j, without the password", async (url, exitCode, message) => {
    await expect(migrate(url)).rejects.toThrow(message);
    await expect(migrate(url)).rejects.toMatchObject({ exitCode });
  });
});

describe("procedures", () => {
  it("are applied folder by folder, sub-folders included, whatever calls what", async () => {
    await writeProcedure("types/pair.sql", "create type em.pair as (a integer, b text);");
    await writeProcedure(
      "functions/one/first.sql",
      "create function em.first_of(p em.pair) returns integer language sql as $$ select em.later(p) $$;",
    );
    await writeProcedure(
      "functions/two/later.sql",
      "create function em.later(p em.pair) returns integer language plpgsql as $$ begin return p.a; end $$;",
    );
    await writeProcedure("generated/x.sql", "create function em.x() returns integer language sql return 1;");
    expect((await migrate(database.url, { procedures })).procedures.files).toBe(4);
    expect(await functionsOfEm()).toEqual(["em.first_of(em.pair)", "em.later(em.pair)", "em.x()"]);
  });

  it("that left the tree are dropped, and changed ones replaced, their signatures too", async () => {
    await writeProcedure("types/pair.sql", "create type em.pair as (a integer);");
    await writeProcedure(
      "functions/gone.sql",
      "create function em.gone(p em.pair) returns integer language sql return 1;",
    );
    await writeProcedure(
      "generated/em_apply.sql",
      "create function public.em_apply(block_json jsonb) returns jsonb language sql return block_json;",
    );
    await migrate(database.url, { procedures });
    await rm(join(procedures, "functions/gone.sql"));
    await writeProcedure("types/pair.sql", "create type em.pair as (a text, b text);");
    await writeProcedure(
      "generated/em_apply.sql",
      "create function public.em_apply(block_json jsonb) returns json language sql return '1'::json;",
    );
    const { procedures: report } = await migrate(database.url, { procedures });
    expect(report).toMatchObject({ changed: true, reason: "the files differ" });
    expect(await functionsOfEm()).toEqual([]);
    expect((await database.client.query("select em_apply('{}') as result")).rows).toEqual([{ result: 1 }]);
  });

  it.each([
    [
      "syntax",
      "create function em.bad() returns integer\nlanguage sql\nreturn 1 +;",
      /^sql\/functions\/bad\.sql:3: syntax error/,
    ],
    [
      "a body that is checked last",
      "create function em.bad() returns integer language plpgsql as $$ begin retrun 1; end $$;",
      /^the body of em\.bad\(\) is refused: syntax error/,
    ],
  ])("are all kept as they were when one is refused: %s", async (_, sql, message) => {
    await writeProcedure("functions/good.sql", "create function em.good() returns integer language sql return 1;");
    await migrate(database.url, { procedures });
    await writeProcedure("functions/bad.sql", sql);
    await expect(migrate(database.url, { procedures })).rejects.toThrow(message);
    expect(await functionsOfEm()).toEqual(["em.good()"]);
  });

  it("are not dropped from under an operator's view", async () => {
    await writeProcedure("functions/one.sql", "create function em.one() returns integer language sql return 1;");
    await migrate(database.url, { procedures });
    await database.client.query("create view report as select em.one()");
    await writeProcedure("functions/two.sql", "create function em.two() returns integer language sql return 2;");
    await expect(migrate(database.url, { procedures })).rejects.toThrow(
      /cannot be replaced: .* view report depends on/,
    );
    expect(await functionsOfEm()).toEqual(["em.one()"]);
  });

  it("do not take what an extension put into the schema", async () => {
    await migrate(database.url, { procedures });
    await database.client.query("create extension fuzzystrmatch schema em");
    await writeProcedure("functions/one.sql", "create function em.one() returns integer language sql return 1;");
    await migrate(database.url, { procedures });
    expect(await functionsOfEm()).toContain("em.soundex(text)");
  });
});

describe("the canary of the procedures", () => {
  let template: TestDatabase;

  beforeAll(async () => {
    template = await blankDatabase();
    await migrate(template.url);
  });
  afterAll(() => template.drop());

  it("is undefined before the first migrate", async () => {
    expect(await procedureState(database.client)).toEqual({ appliedHash: undefined, untouched: true });
  });

  it("equals the hash of the tree after it", async () => {
    expect(await procedureState(template.client)).toEqual({ appliedHash: await treeHash(), untouched: true });
  });

  it("sees an edit by hand, which the next migrate undoes", async () => {
    await writeProcedure("functions/one.sql", "create function em.one() returns integer language sql return 1;");
    await migrate(database.url, { procedures });
    await database.client.query("create or replace function em.one() returns integer language sql return 2");
    expect((await procedureState(database.client)).untouched).toBe(false);
    const report = await migrate(database.url, { procedures });
    expect(report.procedures).toMatchObject({ changed: true, reason: "a function was changed by hand" });
    expect((await database.client.query("select em.one() as one")).rows).toEqual([{ one: 1 }]);
    expect((await procedureState(database.client)).untouched).toBe(true);
  });

  it("does not depend on the line ends of a checkout", async () => {
    await writeProcedure("functions/one.sql", "create function em.one() returns integer\nlanguage sql return 1;\n");
    const hash = await treeHash(procedures);
    await writeProcedure("functions/one.sql", "create function em.one() returns integer\r\nlanguage sql return 1;\r\n");
    expect(await treeHash(procedures)).toBe(hash);
  });
});
