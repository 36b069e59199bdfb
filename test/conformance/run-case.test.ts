import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { handMadeCase, seenRow } from "../support/recordings.ts";
import { CaseRunner } from "./runner/run-case.ts";

const insertedRow = { notification_seen: { inserted: [seenRow], updated: [], deleted: [] } };

let database: TestDatabase;
let runner: CaseRunner;

/** Puts a stand-in in em_apply's place: statements over `block`, and what it answers. */
async function applyIs(
  statements: string,
  answer = `'{"em_block": 7, "applied": 1, "rejected": []}'::jsonb`,
): Promise<void> {
  await database.client.query(
    `create or replace function public.em_apply(block_json jsonb) returns jsonb language plpgsql set search_path = public
     as $$ begin ${statements} return ${answer}; end $$`,
  );
}

const insertSeen = `
  insert into notification_seen values (5, to_timestamp(1775293380) at time zone 'UTC', 7, '0xb7', '0xt1');`;
const insertBlock = "insert into blocks (blockhash, parenthash, is_current, number) values ('0xb7', null, true, 7);";

beforeAll(async () => {
  database = await freshDatabase();
  await database.client.query("drop function if exists public.em_apply(jsonb)");
  runner = await CaseRunner.open(database.client);
});

beforeEach(() => applyIs(insertBlock + insertSeen));

afterAll(() => database.drop());

describe("a case", () => {
  test("passes when exactly its changes came out, and leaves nothing behind", async () => {
    const { problems } = await runner.run(handMadeCase({ changes: insertedRow }));
    expect(problems).toEqual([]);
    const { rows } = await database.client.query("select from notification_seen");
    expect(rows).toHaveLength(0);
  });

  test("that expects another value fails and names row, field and both values", async () => {
    const changes = { notification_seen: { inserted: [{ ...seenRow, blockhash: "0xb8" }], updated: [], deleted: [] } };
    const { problems } = await runner.run(handMadeCase({ changes }));
    expect(problems).toEqual([
      'notification_seen (user_id 5, seen_at "2026-04-04T09:03:00"): blockhash is "0xb7", expected "0xb8"',
    ]);
  });

  test("that expects no change fails on a row too many", async () => {
    const { problems } = await runner.run(handMadeCase({}));
    expect(problems).toEqual([
      expect.stringMatching(/^notification_seen \(user_id 5.*the row is not expected: .*txhash "0xt1"/),
    ]);
  });

  test("that expects a row more fails on the missing one", async () => {
    const another = { ...seenRow, user_id: 6 };
    const changes = { notification_seen: { inserted: [seenRow, another], updated: [], deleted: [] } };
    const { problems } = await runner.run(handMadeCase({ changes }));
    expect(problems).toEqual([expect.stringMatching(/^notification_seen \(user_id 6.*the row is missing: /)]);
  });

  test("fails on a row that vanished from a table that it does not name", async () => {
    await applyIs("delete from notification_seen;");
    const { problems } = await runner.run(handMadeCase({ pre: { notification_seen: [seenRow] } }));
    expect(problems).toEqual([expect.stringContaining("the row is missing")]);
  });

  test("takes updated and deleted rows as its starting rows changed", async () => {
    await applyIs(`
      ${insertBlock}
      update notification_seen set txhash = '0xnew' where user_id = 5;
      delete from notification_seen where user_id = 6;`);
    const kept = { ...seenRow, user_id: 7 };
    const deleted = { ...seenRow, user_id: 6 };
    const updated = [{ before: seenRow, after: { ...seenRow, txhash: "0xnew" } }];
    const pre = { notification_seen: [seenRow, deleted, kept] };
    const { problems } = await runner.run(
      handMadeCase({ pre, changes: { notification_seen: { inserted: [], updated, deleted: [deleted] } } }),
    );
    expect(problems).toEqual([]);
  });

  test("compares instants and numbers by value, and ids of a sequence not at all", async () => {
    await applyIs(`
      insert into notification (specifier, group_id, type, timestamp, data, user_ids, blocknumber)
      values ('5', 'g', 't', to_timestamp(1775293380) at time zone 'UTC', '{"n": 1.0}', '{5}', 7);`);
    const row = { id: 900, specifier: "5", group_id: "g", type: "t", slot: null, blocknumber: 7, type_v2: null };
    const content = { timestamp: "2026-04-04T11:03:00+02:00", data: { n: 1 }, user_ids: [5] };
    const timestamp = "2026-04-04T09:03:00.000";
    const changes = { notification: { inserted: [{ ...row, ...content, timestamp }], updated: [], deleted: [] } };
    expect((await runner.run(handMadeCase({ changes }))).problems).toEqual([]);
  });
});

describe("the edition", () => {
  test.each(["2025", "2026"])(
    "%s of a case is in force on its chain from the first block, and no longer than it",
    async (edition) => {
      await applyIs(`
      ${insertBlock}${insertSeen}
      if em.edition_at(block_json ->> 'chain_id', 1) <> '${edition}' then raise 'another edition'; end if;`);
      expect((await runner.run(handMadeCase({ edition, changes: insertedRow }))).problems).toEqual([]);
      expect((await database.client.query("select from em.rules")).rows).toHaveLength(0);
    },
  );

  test("2026 leaves out what its recordings do not bind, and nothing else", async () => {
    const seen = (specifier: string, type: string): string => `
      insert into notification (specifier, group_id, type, timestamp, blocknumber)
      values ('${specifier}', 'g', '${type}', to_timestamp(1775293380) at time zone 'UTC', 7);`;
    await applyIs(`
      ${insertBlock}${seen("1", "follow")}
      insert into user_events (blocknumber, is_current, user_id) values (7, true, 1);`);
    expect((await runner.run(handMadeCase({ edition: "2026" }))).problems).toEqual([]);
    expect((await runner.run(handMadeCase({ edition: "2025" }))).problems).toHaveLength(2);
    await applyIs(insertBlock + seen("1", "announcement"));
    expect((await runner.run(handMadeCase({ edition: "2026" }))).problems).toEqual([
      expect.stringMatching(/^notification: the row is not expected: /),
    ]);
  });
});

describe("rejections", () => {
  const answer = (...indexes: number[]): string => {
    const rejected = indexes.map((index) => ({ index, hash: `0xt${index + 1}`, handler: "h", code: "c", reason: "r" }));
    return `'${JSON.stringify({ em_block: 7, applied: 0, rejected })}'::jsonb`;
  };
  const store = (...indexes: number[]): string =>
    indexes
      .map(
        (index) => `
          insert into em_rejections
          values (block_json->>'chain_id', (block_json->>'height')::bigint, ${index}, '0xt${index + 1}', 'h', 'c', 'r');`,
      )
      .join("");
  const expected = (tx: number) => ({ block: 0, tx, kind: "validation", reason: "a rule" });

  test("pass when exactly the listed transactions were rejected", async () => {
    await applyIs(store(1), answer(1));
    const { problems } = await runner.run(handMadeCase({ transactions: 2, rejected: [expected(1)] }));
    expect(problems).toEqual([]);
  });

  test("fail when one too few or one too many was rejected", async () => {
    await applyIs(store(0), answer(0));
    const { problems } = await runner.run(handMadeCase({ transactions: 2, rejected: [expected(1)] }));
    expect(problems).toEqual([
      "block 0 tx 1 (Notification View) was accepted, expected a rejection (validation: a rule)",
      "block 0 tx 0 (Notification View) was rejected by h with c (r), expected to be accepted",
    ]);
  });

  test("fail when em_rejections does not hold what em_apply answered", async () => {
    await applyIs("", answer(0));
    const { problems } = await runner.run(handMadeCase({ rejected: [expected(0)] }));
    expect(problems).toEqual(["em_rejections lacks block 0 tx 0 (0xt1) h c: r"]);
    await applyIs(store(0));
    expect((await runner.run(handMadeCase({}))).problems).toEqual([
      "em_rejections has beyond block 0 tx 0 (0xt1) h c: r",
    ]);
  });
});

describe("em_apply", () => {
  test("that raises an error fails the case with error, SQLSTATE and block, and the next case runs", async () => {
    await applyIs("perform 1 / 0;");
    const { problems } = await runner.run(handMadeCase({}));
    expect(problems).toEqual([
      expect.stringMatching(
        /^block 0 \(em_block 7\): em_apply failed: division by zero; SQLSTATE 22012; at .*em_apply/,
      ),
    ]);
    await applyIs("");
    expect((await runner.run(handMadeCase({}))).problems).toEqual([]);
  });

  test("must give the block the number of the recording", async () => {
    await applyIs("", `'{"em_block": 8, "applied": 1, "rejected": []}'::jsonb`);
    expect((await runner.run(handMadeCase({}))).problems).toEqual(["block 0: em_block is 8, expected 7"]);
    await applyIs("", `'{"em_block": 7}'::jsonb`);
    expect((await runner.run(handMadeCase({}))).problems).toEqual([
      expect.stringMatching(/^block 0 \(em_block 7\): em_apply's answer: applied: /),
    ]);
  });
});

describe("a case that cannot be", () => {
  test("is refused with file and line when it loads rows that a table does not take", async () => {
    await expect(runner.run(handMadeCase({ pre: { nowhere: [] } }))).rejects.toThrow(
      "by-hand.jsonl:3: pre: there is no table nowhere",
    );
    await expect(runner.run(handMadeCase({ pre: { notification_seen: [{ user_id: "x" }] } }))).rejects.toThrow(
      /by-hand\.jsonl:3: pre: notification_seen: the rows do not fit: /,
    );
  });

  test("is refused when its changes name a table that cases do not cover", async () => {
    await applyIs("");
    const changes = { plays: { inserted: [], updated: [], deleted: [] } };
    await expect(runner.run(handMadeCase({ changes }))).rejects.toThrow(
      "by-hand.jsonl:3: changes: plays is not a table that cases cover",
    );
  });
});

test("a world is the start of every case, and a case's row stands in place of the world's with the same key", async () => {
  const pre = { notification_seen: [{ ...seenRow, txhash: "0xcase" }] };
  const world = { file: "world.json", rows: new Map([["notification_seen", JSON.stringify([seenRow])]]) };
  await runner.enterWorld(world);
  await applyIs("delete from notification_seen;");
  const changes = { notification_seen: { inserted: [], updated: [], deleted: [seenRow] } };
  expect((await runner.run(handMadeCase({ changes }))).problems).toEqual([]);
  await applyIs(`${insertBlock} update notification_seen set txhash = txhash || '+';`);
  const updated = [{ before: pre.notification_seen[0], after: { ...seenRow, txhash: "0xcase+" } }];
  expect(
    (await runner.run(handMadeCase({ pre, changes: { notification_seen: { inserted: [], updated, deleted: [] } } })))
      .problems,
  ).toEqual([]);
  await runner.enterWorld(undefined);
  await applyIs("");
  expect((await runner.run(handMadeCase({}))).problems).toEqual([]);
});

test("a database that holds rows is refused", async () => {
  const used = await freshDatabase();
  try {
    await used.client.query("insert into notification_seen (user_id, seen_at) values (1, '2026-01-01')");
    await expect(CaseRunner.open(used.client)).rejects.toThrow("public.notification_seen holds rows");
  } finally {
    await used.drop();
  }
});
