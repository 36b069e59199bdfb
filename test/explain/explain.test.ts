import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { type Ended, run } from "../support/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let devnet: Devnet;
let database: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 5, blocks: 60, blocksPerSecond: 0, mix: "dense" });
  database = await freshDatabase();
  const flags = ["--rpc", devnet.url, "--end", "60", "--sync-validators", "off"];
  expect((await run("start", database.url, ...flags)).code).toBe(0);
});

afterAll(async () => {
  await devnet.stop();
  await database.drop();
});

function explain(...words: string[]): Promise<Ended> {
  return run("explain", database.url, ...words);
}

async function one<Row extends object>(query: string): Promise<Row> {
  const { rows } = await database.client.query<Row>(query);
  const [row] = rows;
  if (row === undefined) {
    throw new Error(`no row: ${query}`);
  }
  return row;
}

describe("npm run explain", () => {
  it("says why a transaction was refused, with the rule's page", async () => {
    const { hash, handler, code, reason } = await one<Record<"hash" | "handler" | "code" | "reason", string>>(
      "select tx_hash as hash, handler, code, reason from em_rejections order by block_height, tx_index limit 1",
    );
    const { output, errors, code: ended } = await explain(hash);
    expect({ errors, ended }).toEqual({ errors: "", ended: 0 });
    expect(output).toMatch(new RegExp(`^transaction ${hash}\nblock \\d+ of devnet, em_block \\d+, 2026-`));
    expect(output).toMatch(/^asked: \w+ \w+, entity \d+\nsigner: 0x\w{40}\nmetadata: /m);
    expect(output).toMatch(new RegExp(`^refused by ${handler} of edition 2026 in block \\d+, at place \\d+$`, "m"));
    expect(output).toContain(`\n  ${code}: ${reason}\n  docs/rulebook.md#${handler}\n`);
  });

  it("names the rows that it wrote, also by Python's form of the hash", async () => {
    const { hash, title } = await one<{ hash: string; title: string }>(
      "select txhash as hash, to_json(title)::text as title from tracks where txhash in (select txhash from track_routes) order by track_id limit 1",
    );
    const pythons = `0x${Buffer.from(hash).toString("hex")}`;
    const { output, errors } = await explain(pythons);
    expect(errors).toBe("");
    expect(output).toMatch(/^applied by track_\w+ of edition 2026\n {2}docs\/rulebook.md#track_\w+$/m);
    expect(output).toMatch(/^rows that it wrote last, as they are now/m);
    expect(output).toMatch(/^ {2}tracks$/m);
    expect(output).toMatch(/^ {2}track_routes$/m);
    expect(output).toContain(`  ${title}\n`);
  });

  it("says it in JSON", async () => {
    const { hash } = await one<{ hash: string }>(
      "select txhash as hash from follows order by blocknumber, txhash limit 1",
    );
    const { output } = await explain(hash, "--json");
    expect(JSON.parse(output)).toMatchObject({
      transaction: { hash, type: "manage_entity", chainId: "devnet", asked: { action: "Follow" } },
      claim: { edition: "2026", handler: "follow" },
      rejections: [],
      written: { rows: [{ table: "follows" }, { table: "subscriptions" }], notLookedFor: [] },
    });
  });

  it("says that no rule judges plays, and that a hash is not there", async () => {
    const { hash } = await one<{ hash: string }>("select tx_hash as hash from etl_plays order by id limit 1");
    expect((await explain(hash)).output).toMatch(/^kind: play; no rule judges it$/m);
    const missing = await explain("abcd");
    expect(missing).toMatchObject({ code: 1, output: "" });
    expect(missing.errors).toMatch(/holds no transaction abcd/);
  });
});
