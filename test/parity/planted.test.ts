import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../src/database/connect.ts";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { type Ended, run } from "../support/command.ts";
import { copyOfDatabase, freshDatabase, type TestDatabase } from "../support/database.ts";
import { aheadInTheirs, asPythons, harmless, harmlessInOurs, hideOurs, plant, planted } from "./planted.ts";

const head = 300;

let devnet: Devnet;
let ours: TestDatabase;
let theirs: TestDatabase;
/** Of each planted difference, the key of its row. */
let keys: unknown[];

beforeAll(async () => {
  devnet = await startDevnet({ seed: 5, blocks: head, blocksPerSecond: 0, mix: "dense" });
  const original = await freshDatabase();
  const flags = ["--rpc", devnet.url, "--end", `${head}`, "--sync-validators", "off"];
  expect((await run("start", original.url, ...flags)).code).toBe(0);
  theirs = await copyOfDatabase(original);
  ours = { ...original, client: await connect(original.url, { applicationName: "em-apply test" }) };
  await plant(ours.client, harmlessInOurs);
  await plant(theirs.client, harmless);
});

afterAll(async () => {
  await devnet.stop();
  await theirs.drop();
  await ours.client.end();
});

function parity(...flags: string[]): Promise<Ended> {
  return run("parity", ours.url, "--theirs", theirs.url, ...flags);
}

interface Found {
  readonly equal: boolean;
  readonly examples: readonly {
    readonly table: string;
    readonly key: Readonly<Record<string, string | null>>;
    readonly kind: string;
    readonly fields: readonly { readonly field: string }[];
  }[];
  readonly tables: readonly {
    readonly table: string;
    readonly equal: number;
    readonly differing: number;
    readonly missing: { readonly ours: number; readonly theirs: number };
    readonly ahead: { readonly ours: number; readonly theirs: number };
    readonly before: { readonly ours: number; readonly theirs: number };
  }[];
}

async function found(...flags: string[]): Promise<Found> {
  const { output, errors } = await parity("--json", "--rows", "1000", ...flags);
  expect(errors).toBe("");
  return JSON.parse(output);
}

describe("npm run parity", () => {
  it("finds two databases equal that differ in form alone", async () => {
    const { code, output } = await parity();
    expect(output).toMatch(/\nequal, save for what is known\n$/);
    expect(code).toBe(0);
  });

  it("finds each of 25 planted differences, names it, and finds nothing else", async () => {
    const clients = { ours: ours.client, theirs: theirs.client };
    keys = [];
    for (const { side, sql } of planted) {
      keys.push(...(await plant(clients[side], [sql])));
    }
    expect(planted).toHaveLength(25);
    const { equal, examples } = await found();
    expect(equal).toBe(false);
    const named = examples.map(({ table, key, kind, fields }) => ({
      table,
      key,
      kind,
      fields: kind === "differing" ? fields.map(({ field }) => field) : [],
    }));
    const expected = planted.map(({ table, kind, fields }, at) => ({ table, key: keys[at], kind, fields }));
    const order = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();
    expect(order(named)).toEqual(order(expected));
  });

  it("says it for people, with the transaction that wrote the row and what became of it", async () => {
    const { code, output } = await parity("--tables", "tracks,reposts,em_rejections", "--rows", "9");
    expect(code).toBe(1);
    expect(output).toMatch(/^ {2}tracks track_id \d+: differing$/m);
    expect(output).toMatch(/^ {4}field_visibility\.mood {2}ours \w+, theirs "planted"$/m);
    expect(output).toMatch(
      /^ {4}both written in em_block \d+ by \w+, Track \w+ \d+; ours: applied by track_\w+ \(edition 2026, block \d+\); theirs: applied/m,
    );
    expect(output).toMatch(/^ {2}reposts user_id \d+, repost_item_id \d+, repost_type \w+: missing in ours$/m);
    expect(output).toMatch(/^ +1 {2}reposts: missing in ours; ours applied it: repost$/m);
    expect(output).toMatch(/refused by both, otherwise: planted \(.*\) → \w+ \(.*\): 1 transaction, such as \w+$/m);
    expect(output).toMatch(
      /not equal, by no known divergence: rows that differ: 5, not in ours: 1, not in theirs: 0\n$/,
    );
  });

  it("counts rows apart that theirs wrote after our newest block", async () => {
    const before = await found("--tables", "users");
    await plant(theirs.client, aheadInTheirs);
    const after = await found("--tables", "users");
    expect(after.examples).toEqual(before.examples);
    expect(after.tables).toMatchObject([
      {
        ...before.tables[0],
        compared: expect.any(Number),
        equal: (before.tables[0]?.equal ?? 0) - 1,
        ahead: { ours: 0, theirs: 2 },
        ranges: expect.anything(),
      },
    ]);
  });

  it("compares the blocks that are asked for alone", async () => {
    const { tables } = await found("--tables", "etl_blocks,saves", "--from", "101", "--to", "200");
    const [blocks, saves] = tables;
    expect(blocks).toMatchObject({
      compared: 100,
      equal: 100,
      before: { ours: 100, theirs: 99 },
      ahead: { ours: 100, theirs: 100 },
    });
    expect((saves?.before.ours ?? 0) > 0 && (saves?.ahead.ours ?? 0) > 0).toBe(true);
  });

  it("looks at the same keys of both sides in a sample", async () => {
    const whole = (await found("--tables", "etl_manage_entities")).tables[0]?.equal ?? 0;
    const { tables, examples } = await found("--tables", "etl_manage_entities", "--sample", "7");
    expect(tables[0]?.equal).toBeGreaterThan(whole / 14);
    expect(tables[0]?.equal).toBeLessThan(whole / 4);
    expect(tables[0]?.missing).toEqual({ ours: 0, theirs: 0 });
    expect(examples.length).toBeLessThanOrEqual(1);
  });

  it("counts what an operator's own entry explains, and is content then", async () => {
    const folder = await mkdtemp(join(tmpdir(), "em-parity-"));
    const file = join(folder, "known.json");
    const entry = { tag: "mine", editions: ["any"], reason: "planted", columns: { muted_users: ["blocknumber"] } };
    await writeFile(file, JSON.stringify([entry]));
    const { code, output } = await parity("--tables", "muted_users", "--known", file);
    await rm(folder, { recursive: true });
    expect(output).toMatch(/^ +1 {2}mine: planted$/m);
    expect(code).toBe(0);
  });

  it("takes a database without our procedures and raw rows for Python's", async () => {
    await plant(theirs.client, asPythons);
    await theirs.client.query(hideOurs);
    const tables = "saves,subscriptions,playlists,etl_blocks,em_rejections";
    const { output, errors } = await parity("--tables", tables, "--rows", "9");
    expect(errors).toBe("");
    expect(output).toMatch(/^theirs, .*: edition 2025, written by Python$/m);
    expect(output).toMatch(/^times are cut to seconds, since one side has no others$/m);
    expect(output).toMatch(/^ +1 {2}D3: /m);
    expect(output).toMatch(/^ +1 {2}D8: rejections are kept by us alone$/m);
    expect(output).toMatch(/^ +1 {2}raw: raw rows are not written by Python$/m);
    // What was planted before remains, but for the microsecond.
    expect(output).toMatch(/rows that differ: 2, not in ours: 0, not in theirs: 1\n$/);
  });
});

describe("npm run parity with what it cannot do", () => {
  const faults = [
    { flags: ["--tables", "playlist"], code: 64, says: /"playlist" is not a table that indexing writes/ },
    { flags: ["--all", "--from", "1"], code: 64, says: /--all compares every row/ },
    { flags: ["--known", "/nowhere.json"], code: 64, says: /\/nowhere.json cannot be read/ },
    { flags: ["--from", "5000"], code: 64, says: /no block to compare from 5000 on: ours holds 1 to 300 of devnet/ },
    { flags: ["--theirs", "postgres://nobody:secret@127.0.0.1:1/none"], code: 75, says: /Nothing answers there/ },
  ];

  it("says what is wrong, and no password", async () => {
    const ended = await Promise.all(faults.map(({ flags }) => parity(...flags)));
    for (const [at, { code, says }] of faults.entries()) {
      expect(ended[at]).toMatchObject({ code, output: "" });
      expect(ended[at]?.errors).toMatch(says);
      expect(ended[at]?.errors).not.toMatch(/secret/);
    }
  });
});
