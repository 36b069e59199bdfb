/** Every PL/pgSQL function of ours passes plpgsql_check, where the server has that extension (docs/coverage.md says how to get one). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let isThere: boolean;

beforeAll(async () => {
  database = await freshDatabase();
  const { rows } = await database.client.query("select from pg_available_extensions where name = 'plpgsql_check'");
  isThere = rows.length > 0;
  if (isThere) {
    await database.client.query("create extension if not exists plpgsql_check");
  } else {
    console.warn("plpgsql_check was not run: this server does not have it");
  }
});

afterAll(() => database.drop());

/** Warnings that stay, each with its reason. */
const explained: Readonly<Record<string, string>> = {
  "dispatch: control reached end of function without RETURN":
    "every branch of its CASE returns, and without a branch a CASE raises an error, as a name of no handler should",
  'associated_wallet_delete: unused parameter "block"': "all handlers have the same parameters",
  'play_count_reconcile: unused parameter "block"': "all handlers have the same parameters",
  "em_apply: target type is different type than source type":
    "the list of rejections begins with the literal '[]', which is cast once a block",
};

/** Further findings that are no faults, in any function. */
const explainedEverywhere: Readonly<Record<string, string>> = {
  'never read variable "hashed"': "plpgsql asks for a place for what a write returns to the state hash",
};

interface Finding {
  readonly level: string;
  readonly finding: string;
  readonly place: string;
}

/** What plpgsql_check says of all our functions, the hints on volatility and casts' speed aside. */
async function findings(): Promise<Finding[]> {
  const { rows } = await database.client.query<Finding>(`
    select
      finding.level,
      format('%s: %s', proname, finding.message) as finding,
      format('%s line %s: %s %s', pg_proc.oid::regprocedure, finding.lineno, finding.message, finding.detail) as place
    from pg_proc
    join pg_language on pg_language.oid = pg_proc.prolang and lanname = 'plpgsql'
    cross join lateral plpgsql_check_function_tb(pg_proc.oid, fatal_errors => false) as finding
    where pg_proc.pronamespace::regnamespace::text ~ '^em(_|$)' or pg_proc.oid = 'public.em_apply(jsonb)'::regprocedure
    order by 2, 3`);
  return rows;
}

describe("plpgsql_check", () => {
  test("finds no error, and no warning without a reason to let it be", async () => {
    if (!isThere) {
      // The tests' image is built from Debian's packages, this one among them; the embedded server, and one's own, may lack it.
      const { rows } = await database.client.query<{ version: string }>("select version()");
      if (!process.env.EM_TEST_DATABASE_URL) {
        expect(rows[0]?.version).not.toMatch(/Debian/);
      }
      return;
    }
    const found = await findings();
    expect(found.filter(({ level }) => level === "error").map(({ place }) => place)).toEqual([]);
    const isExplained = ({ finding }: Finding) =>
      explained[finding] !== undefined || explainedEverywhere[finding.replace(/^.*?: /, "")] !== undefined;
    expect(found.filter((each) => !isExplained(each)).map(({ place }) => place)).toEqual([]);

    // It does find a function that cannot work, so that its silence means something.
    await database.client.query("set check_function_bodies = off");
    await database.client.query(
      "create function em.broken() returns integer language plpgsql as $$ begin return (select nobody from users); end $$",
    );
    expect(await findings()).toContainEqual(expect.objectContaining({ level: "error" }));
  });
});
