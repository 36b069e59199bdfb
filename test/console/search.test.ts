/** The search, and the cost of what it reads. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SearchAnswer } from "../../src/console/messages.ts";
import { connect } from "../../src/database/connect.ts";
import { type ConsoleIndexer, startConsoleIndexer } from "./indexer.ts";

let indexer: ConsoleIndexer;
/** A transaction that was refused: `follow` by `already_following` or the like, whatever the devnet has. */
let refused: { hash: string; handler: string; code: string; reason: string; signer: string };

beforeAll(async () => {
  indexer = await startConsoleIndexer();
  const { rows } = await indexer.database.client.query<typeof refused>(
    `select em_rejections.tx_hash as hash, handler, code, reason, signer
     from em_rejections
     join etl_manage_entities using (tx_hash)
     join users on lower(users.wallet) = lower(signer)
     order by em_rejections.block_height
     limit 1`,
  );
  refused = rows[0] ?? { hash: "", handler: "", code: "", reason: "", signer: "" };
});
afterAll(() => indexer[Symbol.asyncDispose]());

async function search(query: string): Promise<SearchAnswer> {
  const response = await fetch(`${indexer.url}/console/search?q=${encodeURIComponent(query)}`);
  expect(response.status).toBe(200);
  // The console's own words, whose shape messages.ts says.
  return (await response.json()) as SearchAnswer;
}

describe("by hash", () => {
  test("tells what the transaction asked, and why it was refused, in any spelling", async () => {
    const asPython = `0x${Buffer.from(refused.hash).toString("hex")}`;
    for (const spelling of [refused.hash, refused.hash.toUpperCase(), ` ${refused.hash} `, asPython]) {
      const { transaction, troubles } = await search(spelling);
      expect(troubles).toEqual([]);
      expect(transaction).toMatchObject({ hash: refused.hash, chainId: "devnet", signer: refused.signer });
      expect(transaction?.refused).toMatchObject([
        {
          handler: refused.handler,
          code: refused.code,
          reason: refused.reason,
          rule: expect.stringMatching(/^\/docs\/rulebook#[\w-]+\.\w+$/),
        },
      ]);
    }
  });

  test("tells who applied one", async () => {
    const { rows } = await indexer.database.client.query<{ hash: string }>(
      "select txhash as hash from follows where is_current limit 1",
    );
    expect((await search(rows[0]?.hash ?? "")).transaction).toMatchObject({
      verdict: "applied by follow of edition 2026",
      rule: "/docs/rulebook#follow",
      refused: [],
    });
  });

  test("finds nothing where there is nothing", async () => {
    const answer = await search("f".repeat(64));
    expect(answer).toMatchObject({ troubles: [] });
    expect(answer.transaction).toBeUndefined();
  });
});

describe("by user", () => {
  test("finds by number, handle and wallet, with what the wallet signed and what of it was refused", async () => {
    const { rows } = await indexer.database.client.query<{ user_id: number; handle: string; wallet: string }>(
      "select user_id, handle, wallet from users where lower(wallet) = lower($1) and is_current",
      [refused.signer],
    );
    const [user] = rows;
    for (const query of [String(user?.user_id), `@${user?.handle}`, user?.handle.toUpperCase() ?? "", refused.signer]) {
      const answer = await search(query);
      expect(answer.users).toMatchObject([{ userId: user?.user_id, handle: user?.handle }]);
      expect(answer.refused?.map(({ hash }) => hash)).toContain(refused.hash);
      const signed = answer.signed?.transactions ?? [];
      expect(signed.length).toBeGreaterThan(0);
      expect(signed.every(({ signer }) => signer?.toLowerCase() === refused.signer.toLowerCase())).toBe(true);
      expect(answer.troubles).toEqual([]);
    }
  });

  test("finds nobody under a handle that nobody has", async () => {
    expect(await search("nobody_is_called_so")).toMatchObject({ users: [], troubles: [] });
  });
});

test("by code: its rules in all editions, and what was refused by it, as far back as is said", async () => {
  const answer = await search(refused.code);
  expect(answer.searched).toContain("the newest 20,000 refused transactions were looked through");
  expect(answer.rules?.map(({ code }) => code)).toContain(refused.code);
  expect(answer.refused?.map(({ hash }) => hash)).toContain(refused.hash);
});

test.each(["", " ", "'; drop table users; --", "%", "x".repeat(100_000 / 10), "<script>alert(1)</script>", "\u0000"])(
  "takes %j for a text",
  async (query) => {
    const response = await fetch(`${indexer.url}/console/search?q=${encodeURIComponent(query)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
  },
);

test("reads no table whole", async () => {
  const scans = async () => {
    const { rows } = await indexer.database.client.query<{ line: string }>(
      `select relname as line from pg_stat_user_tables
       where schemaname = 'public' and seq_tup_read > 0
       order by relname`,
    );
    return rows.map(({ line }) => line);
  };
  const searched = async () => {
    await indexer.database.client.query("select pg_stat_reset()");
    for (const query of [refused.hash, refused.signer, refused.code, "1", "somebody"]) {
      await search(query);
    }
    // A session tells of what it has read when a second has passed, at its next statement.
    await delay(1_500);
    await search("somebody");
    return await scans();
  };
  // The indexer, which counts whole tables at the head, may tell of it as late as ten seconds after.
  await expect.poll(searched, { timeout: 40_000, interval: 0 }).toEqual([]);
  const { rows } = await indexer.database.client.query<{ looks: number }>(
    "select sum(idx_scan)::integer as looks from pg_stat_user_indexes where relname in ('em_rejections', 'etl_transactions')",
  );
  expect(rows[0]?.looks).toBeGreaterThan(5);
});

test("gives up after two seconds, and says so; the next one is answered", async () => {
  const other = await connect(indexer.database.url, { applicationName: "em-apply test" });
  await other.query("begin; lock table em_rejections in access exclusive mode");
  const began = performance.now();
  const answer = await search(refused.code);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(answer.troubles).toEqual(["cannot look for refused transactions: the database did not answer within 2 s"]);
  expect(answer.rules?.length).toBeGreaterThan(0);
  await other.query("rollback");
  await other.end();
  expect((await search(refused.code)).troubles).toEqual([]);
});
