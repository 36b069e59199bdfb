import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { procedureDirectory } from "../../src/database/procedures.ts";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import type { ReplayReport } from "../../src/replay/consequences.ts";
import { type Ended, run } from "../support/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

/** EM_REPLAY_TRANSACTIONS=20000 replays so many ManageEntity transactions; the suite some hundred. */
const wanted = Number(process.env.EM_REPLAY_TRANSACTIONS ?? 300);
const minutes = 60_000;

let devnet: Devnet;
let index: TestDatabase;
let folder: string;
/** The height from which the changed rule judges, the last one, and a user whom many follow in between. */
let from: number;
let head: number;
let shunned: number;

beforeAll(async () => {
  head = Math.ceil(wanted / 4);
  devnet = await startDevnet({ seed: 11, blocks: head, blocksPerSecond: 0, mix: "dense" });
  index = await freshDatabase();
  const ended = await run("start", index.url, "--rpc", devnet.url, "--end", `${head}`, "--sync-validators", "off");
  expect(ended.code).toBe(0);
  from = Math.floor(head / 3);
  folder = await mkdtemp(join(tmpdir(), "em-replay-"));
  const { rows } = await index.client.query<{ id: number }>(
    `select followee_user_id as id
     from follows
     join core_indexed_blocks on em_block = follows.blocknumber
     where height > $1 and not is_delete
     group by followee_user_id
     order by count(*) desc, followee_user_id
     limit 1`,
    [from],
  );
  shunned = rows[0]?.id ?? 0;
}, 10 * minutes);

afterAll(async () => {
  await devnet.stop();
  await rm(folder, { recursive: true });
  await index.drop();
});

/** A copy of the procedures of which one refuses what it accepts today. */
async function changedProcedures(name: string): Promise<string> {
  const directory = join(folder, name);
  await cp(procedureDirectory, join(directory, "sql"), { recursive: true });
  const file = join(directory, "sql/generated/2026/follow.sql");
  const sql = await readFile(file, "utf8");
  const rule = `begin
  if tx.entity_id = ${shunned} then
    return ('shunned', format('user %s is not to be followed', tx.entity_id))::em.rejection;
  end if;
`;
  const changed = sql.replace(/^begin$/m, rule);
  expect(changed).not.toBe(sql);
  await writeFile(file, changed);
  return directory;
}

function replay(...flags: string[]): Promise<Ended> {
  return run("replay", index.url, ...flags);
}

async function reported(...flags: string[]): Promise<ReplayReport> {
  const { output, errors, code } = await replay("--json", "--rows", "1000", ...flags);
  expect(errors).not.toMatch(/fatal/);
  expect(code).toBe(1);
  return JSON.parse(output);
}

async function scratchDatabases(): Promise<number> {
  const client = await connect(inject("testServerUrl"), { applicationName: "em-apply test" });
  try {
    const { rowCount } = await client.query("select from pg_database where datname like 'em\\_replay\\_%'");
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

/** Which transactions are judged otherwise, with the codes; null is accepted. */
interface Judgement {
  readonly hash: string;
  readonly handler: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What hangs on whether somebody follows, or has subscribed; any other code stands whatever became of these. */
const codesOfState = ["already_following", "not_following", "already_subscribed", "not_subscribed"];

/** What must come of the changed rule, by the index alone: who asked to follow that user or to hear of them, or no longer to, in order. */
async function expectedJudgements(): Promise<Judgement[]> {
  const { rows } = await index.client.query<{
    hash: string;
    height: number;
    action: "Follow" | "Unfollow" | "Subscribe" | "Unsubscribe";
    user: string;
    code: string | null;
  }>(
    `select
       raw.tx_hash as hash, raw.block_height::integer as height, raw.action, sender.user_id::text as user,
       (
         select code from em_rejections
         where em_rejections.block_height = raw.block_height and em_rejections.tx_index = sender.tx_index
       ) as code
     from (
       select *, row_number() over (partition by block_height order by id) as place from etl_manage_entities
     ) as raw
     join (
       select *, row_number() over (partition by block_height order by tx_index) as place from em.transaction_users
     ) as sender using (block_height, place)
     where raw.entity_id = $1
       and (raw.action in ('Follow', 'Unfollow') or (raw.action in ('Subscribe', 'Unsubscribe') and raw.entity_type = 'User'))
     order by raw.id`,
    [shunned],
  );
  const following = new Set<string>();
  const subscribed = new Set<string>();
  const judged: Judgement[] = [];
  for (const { hash, height, action, user, code } of rows) {
    let after = code;
    if (action === "Follow" && height >= from) {
      after = "shunned";
    } else if (code === null || codesOfState.includes(code)) {
      switch (action) {
        case "Follow":
          after = following.has(user) ? "already_following" : null;
          break;
        case "Unfollow":
          after = following.has(user) ? null : "not_following";
          break;
        case "Subscribe":
          after = subscribed.has(user) ? "already_subscribed" : null;
          break;
        case "Unsubscribe":
          after = subscribed.has(user) ? null : "not_subscribed";
          break;
      }
      if (after === null) {
        // Who follows hears of what is new, and who follows no longer does not.
        for (const state of action.endsWith("ollow") ? [following, subscribed] : [subscribed]) {
          state[action.startsWith("Un") ? "delete" : "add"](user);
        }
      }
    }
    if (after !== code) {
      judged.push({ hash, handler: action.toLowerCase(), before: code, after });
    }
  }
  return judged;
}

describe("npm run replay", () => {
  it(
    "reports exactly the consequences of a rule that was changed",
    async () => {
      const procedures = await changedProcedures("changed");
      const report = await reported("--from", `${from}`, "--procedures", procedures);
      const expected = await expectedJudgements();
      expect(report).toMatchObject({ equal: false, blocks: { first: from, last: head } });
      const counts = (list: string[]) => list.sort().join("\n");
      expect(
        counts(
          report.judged.flatMap(({ handler, before, after, transactions }) =>
            Array.from(
              { length: transactions },
              () => `${handler}: ${before?.code ?? "accepted"} → ${after?.code ?? "accepted"}`,
            ),
          ),
        ),
      ).toBe(
        counts(
          expected.map(({ handler, before, after }) => `${handler}: ${before ?? "accepted"} → ${after ?? "accepted"}`),
        ),
      );
      // Rows that a refused transaction wrote last are not there, or as they were before it; nothing else of follows is otherwise.
      const refused = expected.filter(({ handler, after }) => after !== null && handler.endsWith("follow"));
      const { rows } = await index.client.query<{ follower: string }>(
        "select follower_user_id::text as follower from follows where followee_user_id = $1 and txhash = any ($2)",
        [shunned, refused.map(({ hash }) => hash)],
      );
      const follows = report.examples.filter(({ table }) => table === "follows");
      expect(follows.map(({ key }) => key.followee_user_id)).toEqual(follows.map(() => `${shunned}`));
      expect(follows.map(({ key }) => key.follower_user_id).sort()).toEqual(
        rows.map(({ follower }) => follower).sort(),
      );
      // The counts of that user and of who followed; and what they were told of it.
      const followers = follows.map(({ key }) => key.follower_user_id);
      for (const { table, key } of report.examples) {
        expect(["follows", "subscriptions", "aggregate_user", "milestones", "notification"]).toContain(table);
        if (table === "aggregate_user") {
          expect([`${shunned}`, ...followers]).toContain(key.user_id);
        }
      }
      if (process.env.EM_REPLAY_TRANSACTIONS !== undefined) {
        process.stderr.write(`${JSON.stringify({ ...report, examples: report.examples.length }, null, 1)}\n`);
      }
    },
    10 * minutes,
  );

  it(
    "finds no consequence where nothing is otherwise, and leaves no database behind",
    async () => {
      const { code, output } = await replay("--from", `${from}`, "--procedures", procedureDirectory);
      expect(output).toMatch(/\nno consequence: the same transactions are refused, and every row is the same\n$/);
      expect(code).toBe(0);
      expect(await scratchDatabases()).toBe(0);
    },
    10 * minutes,
  );

  it(
    "goes on from a copy of a base, and judges by another edition",
    async () => {
      const base = await freshDatabase();
      await base.client.end();
      const half = ["--end", `${from - 3}`, "--sync-validators", "off"];
      expect((await run("start", base.url, "--source", `database:${index.url}`, ...half)).code).toBe(0);
      const { blocks, rules, judged, examples } = await reported(
        ...["--from", `${from}`, "--to", `${from + 9}`, "--base", base.url, "--edition", "2025"],
      );
      expect(blocks).toEqual({ first: from, last: from + 9 });
      expect(rules).toEqual({ before: "2026", after: `2026,2025@${from}` });
      expect(judged.length + examples.length).toBeGreaterThan(0);
      const { errors, code } = await replay("--from", `${from - 3}`, "--base", base.url, "--edition", "2025");
      expect(errors).toMatch(/stands at block \d+, and --from \d+ must come after it/);
      expect(code).toBe(64);
      expect(await scratchDatabases()).toBe(0);
    },
    minutes,
  );

  it("says which blocks there are, where others are asked for", async () => {
    const { errors, code } = await replay("--from", "1", "--to", `${head + 1}`, "--edition", "2025");
    expect(errors).toMatch(new RegExp(`holds the raw transactions of blocks 1 to ${head} of`));
    expect(code).toBe(64);
  });

  it(
    "drops its databases when it is interrupted",
    async () => {
      const child = spawn(
        "node_modules/.bin/tsx",
        ["src/commands/replay.ts", "--from", `${from}`, "--edition", "2025"],
        {
          env: { ...process.env, DATABASE_URL: index.url },
          stdio: "ignore",
        },
      );
      const ended = once(child, "close");
      while ((await scratchDatabases()) === 0) {
        await delay(50);
      }
      child.kill("SIGINT");
      expect((await ended)[0]).toBe(75);
      expect(await scratchDatabases()).toBe(0);
    },
    minutes,
  );
});
