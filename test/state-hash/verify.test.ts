import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Chain } from "../../src/devnet/chain.ts";
import { exportBlocks } from "../../src/devnet/export.ts";
import type { Verification } from "../../src/state-hash/verify.ts";
import { runCommand } from "../streamer/command.ts";
import { run } from "../support/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

/** EM_VERIFY_BLOCKS=10000 plants a difference in a longer chain. */
const blocks = Number(process.env.EM_VERIFY_BLOCKS ?? 150);

let folder: string;
let file: string;
let ours: TestDatabase;
let theirs: TestDatabase;
let without: TestDatabase;
/** The block in which the difference is planted. */
let planted: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "em-verify-"));
  file = join(folder, "blocks.ndjson");
  await exportBlocks(new Chain({ seed: "verify", mix: "dense" }), blocks, file);
  ours = await freshDatabase();
  theirs = await freshDatabase();
  without = await freshDatabase();
  await index(ours);
  const { rows } = await ours.client.query<{ height: number; number: number }>(
    `select height::integer, em_block as number
     from users
     join core_indexed_blocks on em_block = users.blocknumber
     where height > $1
     order by height
     limit 1`,
    [Math.floor(blocks * 0.6)],
  );
  planted = rows[0]?.height ?? 0;
  // As a rule that errs in one block.
  await theirs.client.query(`
    create function err() returns trigger language plpgsql as $$
    begin
      new.bio := 'planted';
      return new;
    end
    $$`);
  await theirs.client.query(
    `create trigger err before insert or update on users for each row when (new.blocknumber = ${rows[0]?.number}) execute function err()`,
  );
  await index(theirs);
}, 3_600_000);
afterAll(async () => {
  await Promise.all([ours, theirs, without].map((database) => database.drop()));
  await rm(folder, { recursive: true });
});

async function index({ url }: TestDatabase): Promise<void> {
  await runCommand(["--source", file, "--state-hash", "on", "--refresh-views", "off", "--aggregates", "off"], {
    environment: { DATABASE_URL: url },
  });
}

const against = (...flags: string[]) => run("verify", ours.url, "--against", theirs.url, ...flags);

describe("npm run verify", () => {
  it("says the hash at a block, and finds two databases equal up to before the difference", async () => {
    const at = `${planted - 1}`;
    const { output } = await run("verify", ours.url, "--at", at);
    expect(output).toMatch(new RegExp(`^block ${at} of devnet: [0-9a-f]{64} \\(${at} blocks, since block 1\\)\n$`));
    const { code, output: compared } = await against("--at", at);
    expect(compared).toContain(output);
    expect(compared).toMatch(/\nequal\n$/);
    expect(code).toBe(0);
  });

  it("finds the block in which a difference was planted, and shows its rows", async () => {
    const { code, output, errors } = await against();
    expect(errors).toBe("");
    expect(code).toBe(1);
    expect(output).toContain(`not equal at block ${blocks} of devnet\n`);
    expect(output).toContain(
      `the first block that differs is ${planted} of devnet; the ${planted - 1} before it are equal\n`,
    );
    expect(output).toMatch(/^ {2}users user_id \d+: differing$/m);
    expect(output).toMatch(/^ {4}bio +ours .*, theirs planted$/m);
    expect(output).toMatch(/^ {4}both written in em_block \d+ by \w+, User \w+ \d+; ours: applied by user_\w+/m);
  });

  it("says it as JSON", async () => {
    const { output } = await against("--json");
    const { equal, first, queries }: Verification = JSON.parse(output);
    expect(equal).toBe(false);
    expect(first?.ours.height).toBe(planted);
    expect(first?.ours.hash).not.toBe(first?.theirs.hash);
    expect(first?.differences.map(({ table }) => table)).toContain("users");
    // A bisection, and what the rows of one block take.
    expect(queries).toBeLessThan(60 + Math.log2(blocks));
  });

  it("finds what a block added", async () => {
    const { rows } = await theirs.client.query<{ height: number }>(
      "update etl_plays set city = 'Atlantis' where id = (select min(id) from etl_plays) returning block_height::integer as height",
    );
    const height = rows[0]?.height ?? 0;
    // A row that somebody changed afterwards is not hashed again; the chain is made to differ there.
    await theirs.client.query("update em.state_hashes set hash = sha256(hash) where height >= $1", [height]);
    const { code, output } = await against();
    expect(code).toBe(1);
    expect(output).toContain(`the first block that differs is ${height} of devnet`);
    expect(output).toMatch(/^ {4}city +ours .*, theirs Atlantis$/m);
  });

  it("refuses what cannot be compared with 78, and a block that is not there with 64", async () => {
    const { code, errors } = await run("verify", without.url);
    expect(code).toBe(78);
    expect(errors).toContain("holds no state hash: `npm start -- --state-hash on` begins one with the next block");
    const beyond = await run("verify", ours.url, "--at", `${blocks + 1}`);
    expect(beyond.code).toBe(64);
    expect(beyond.errors).toContain(
      `holds no state hash of block ${blocks + 1} of devnet: it goes from block 1 to ${blocks}`,
    );
    await runCommand(["--source", file, "--end", "5", "--refresh-views", "off"], {
      environment: { DATABASE_URL: without.url },
    });
    await runCommand(["--source", file, "--end", "9", "--state-hash", "on", "--refresh-views", "off"], {
      environment: { DATABASE_URL: without.url },
    });
    const other = await run("verify", ours.url, "--against", without.url);
    expect(other.code).toBe(78);
    expect(other.errors).toMatch(
      /the two cannot be compared: .* begins with block 1 of devnet, .* with block 6 of devnet/,
    );
    expect((await run("verify", ours.url, "--at", "0")).code).toBe(64);
  });
});
