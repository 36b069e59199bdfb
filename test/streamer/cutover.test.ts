import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { GenesisRange } from "../../src/devnet/genesis/range.ts";
import { blockJson } from "../../src/edge/block.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { signatures } from "../../src/generated/signatures.ts";
import { run } from "../support/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { runCommand, startCommand } from "./command.ts";
import { tableContents, tableDifferences } from "./tables.ts";

/** EM_CUTOVER_KILLS=20 npx vitest run test/streamer/cutover.test.ts kills each step more often than npm test does. */
const kills = Number(process.env.EM_CUTOVER_KILLS ?? 1);

/** The old chain's last block, and the new one's when all of the old one was in it. */
const [last, carried] = [40, 60];
const end = 90;

let old: Devnet;
let next: Devnet;
let database: TestDatabase;
let rehearsed: TestDatabase;

beforeAll(async () => {
  old = await startDevnet({ seed: "old", chainId: "old", blocks: last + 20, blocksPerSecond: 0, mix: "dense" });
  const genesis = new GenesisRange("new", "new", 3000);
  const blocks = end - genesis.lastHeight;
  next = await startDevnet({ seed: "new", chainId: "new", genesis, blocks, blocksPerSecond: 0, mix: "dense" });
  database = await freshDatabase();
  rehearsed = await freshDatabase();
});

afterAll(async () => {
  await old.stop();
  await next.stop();
  await database.drop();
  await rehearsed.drop();
});

function step(node: Devnet, ...flags: string[]): string[] {
  return ["--rpc", node.url, "--sync-validators", "off", "--aggregates", "off", "--blocks-per-commit", "3", ...flags];
}

const environment = () => ({ DATABASE_URL: rehearsed.url });

async function blocksOf(chainId: string): Promise<number> {
  const { rows } = await rehearsed.client.query<{ blocks: number }>(
    "select count(*)::integer as blocks from core_indexed_blocks where chain_id = $1",
    [chainId],
  );
  return rows[0]?.blocks ?? 0;
}

/** Kills the same command again and again: once before its first block, then each time with some more blocks in. */
async function kill(flags: readonly string[], chainId: string, blocks: number): Promise<void> {
  for (let time = 0; time <= kills; time++) {
    const command = startCommand(flags, environment());
    const target = Math.floor((blocks * time) / (kills + 2));
    const isUnderWay =
      time === 0
        ? () => /going over|indexing node/.test(command.log())
        : async () => (await blocksOf(chainId)) >= target;
    while (!(await isUnderWay()) && command.process.exitCode === null) {
      await delay(2);
    }
    command.process.kill("SIGKILL");
    expect((await command.end()).signal, command.log()).toBe("SIGKILL");
  }
}

describe(`a cutover after block ${last} of one chain to block ${carried + 1} of the next`, () => {
  test("leaves nothing out and nothing twice, killed at each step", { timeout: 600_000 }, async () => {
    const toLast = step(old, "--end", String(last));
    await kill(toLast, "old", last);
    expect(await runCommand(toLast, { environment: environment() })).toContain(`the tables stand at block ${last}`);

    // The name of the node now leads to the new chain.
    expect(await runCommand(step(next), { environment: environment(), code: 78 })).toContain("--next-chain new@HEIGHT");
    const early = step(next, "--next-chain", `new@${last - 1}`);
    expect(await runCommand(early, { environment: environment(), code: 78 })).toContain("would be there twice");
    expect(await blocksOf("new")).toBe(0);

    const over = step(next, "--next-chain", `new@${carried + 1}`);
    await kill(over, "new", end - carried);
    const toEnd = step(next, "--end", String(end));
    await runCommand(toEnd, { environment: environment() });
    // What was given for the change may stay.
    await runCommand([...toEnd, "--next-chain", `new@${carried + 1}`], { environment: environment() });

    await applyUndisturbed();
    expect(tableDifferences(await tableContents(database.client), await tableContents(rehearsed.client))).toEqual([]);
    expect(await rowsOfBlocks()).toEqual(rowsExpected());
    expect(await run("doctor", rehearsed.url, "--rpc", next.url)).toMatchObject({ code: 0, errors: "" });
    expect((await run("status", rehearsed.url)).output).toContain(
      `chains: old to block ${last}, then new from block ${carried + 1}\n`,
    );
  });
});

/** The blocks of both chains, as the runbook has them. */
function* blocks() {
  for (let height = 1; height <= last; height++) {
    yield old.chain.block(height);
  }
  for (let height = carried + 1; height <= end; height++) {
    yield next.chain.block(height);
  }
}

/** The same blocks by em_apply alone, one after another. */
async function applyUndisturbed(): Promise<void> {
  const recoverable = signatureIndex(signatures);
  for (const block of blocks()) {
    if (block.chainId === "new" && Number(block.height) === carried + 1) {
      await database.client.query(
        `insert into em.chain_rollovers (old_chain_id, new_chain_id, last_height, first_height, noticed_at)
         values ('old', 'new', $1, $2, now())`,
        [last, carried + 1],
      );
    }
    await database.client.query("select em_apply($1)", [blockJson(block, recoverable)]);
  }
}

interface Counts {
  readonly blocks: number;
  readonly transactions: number;
  readonly plays: number;
}

/** What the raw tables hold. */
async function rowsOfBlocks(): Promise<Counts | undefined> {
  const { rows } = await rehearsed.client.query<Counts>(
    `select
       (select count(*)::integer from etl_blocks) as blocks,
       (select count(*)::integer from etl_transactions) as transactions,
       (select count(*)::integer from etl_plays) as plays`,
  );
  return rows[0];
}

/** What stands in the blocks; a hash that comes again keeps its first row. */
function rowsExpected(): Counts {
  const all = [...blocks()];
  const transactions = all.flatMap((block) => block.transactions);
  const plays = transactions.map(({ transaction }) => transaction?.transaction);
  return {
    blocks: all.length,
    transactions: new Set(transactions.map(({ hash }) => hash)).size,
    plays: plays.reduce((sum, one) => sum + (one?.case === "plays" ? one.value.plays.length : 0), 0),
  };
}
