import { Code } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { tableContents, tableDifferences } from "../streamer/tables.ts";
import { type Ended, run } from "../support/command.ts";
import { blankDatabase, copyOfDatabase, freshDatabase, type TestDatabase } from "../support/database.ts";
import { holesOf, indexLossily } from "./lossy.ts";

const head = 120;
const backupAt = 40;
const isLossy = (height: number) => (height > 50 && height <= 70) || height === 90 || height > 110;

let devnet: Devnet;
let whole: TestDatabase;
let backup: TestDatabase;
let damaged: TestDatabase;

beforeAll(async () => {
  devnet = await startDevnet({ seed: 11, blocks: head, blocksPerSecond: 0, mix: "dense" });
  whole = await freshDatabase();
  expect((await index(whole, head)).code).toBe(0);
  const original = await blankDatabase();
  expect((await index(original, backupAt)).code).toBe(0);
  backup = await copyOfDatabase(original);
  damaged = original;
  await indexLossily(devnet, damaged.url, backupAt, head, isLossy);
});

afterAll(async () => {
  await devnet.stop();
  await Promise.all([whole, backup, damaged].map((database) => database.drop()));
});

function index(database: TestDatabase, end: number): Promise<Ended> {
  // The counts begin at the end of a run, so two runs that end at different heights have other milestones.
  const alike = ["--sync-validators", "off", "--aggregates", "off"];
  return run("start", database.url, "--rpc", devnet.url, "--end", `${end}`, ...alike);
}

function doctor(database: TestDatabase, ...flags: string[]): Promise<Ended> {
  return run("doctor", database.url, "--rpc", devnet.url, ...flags);
}

/** The lines of --json after the first, which is the database's own health. */
function found({ output }: Ended): unknown[] {
  return output
    .trim()
    .split("\n")
    .slice(1)
    .map((line): unknown => JSON.parse(line));
}

describe("npm run doctor -- --rpc, of a database that lost transactions", () => {
  it("names exactly the heights with holes, and what is missing there", async () => {
    const holes = holesOf(devnet, 1, head, isLossy);
    expect(holes.length).toBeGreaterThan(2);
    const ended = await doctor(damaged, "--json");
    expect(ended.code).toBe(1);
    const lines = found(ended);
    expect(lines.slice(0, -1)).toMatchObject(
      holes.map(({ from, to, hashes }) => ({
        differs: {
          from,
          to,
          problems: ["missing_transactions"],
          missing: { count: hashes.length, hashes: hashes.slice(0, 3) },
          unexpected: { count: 0, hashes: [] },
        },
      })),
    );
    const missing = holes.flatMap(({ hashes }) => hashes).length;
    expect(lines.at(-1)).toMatchObject({
      comparison: {
        chainId: "devnet",
        from: 1,
        to: head,
        whole: false,
        differing: missing,
        missing,
        unexpected: 0,
        first: { height: holes[0]?.from },
        left: null,
      },
    });
  });

  it("says it for people, and where to read on", async () => {
    const ended = await doctor(damaged, "--from", "90", "--to", "90");
    const hash = devnet.chain.block(90).transactions[0]?.hash;
    expect(ended).toMatchObject({ code: 1, errors: "" });
    expect(ended.output).toMatch(
      new RegExp(
        `^block 90: 1 transaction missing \\([01] ManageEntity\\): ${hash}\\nnode: block 90 of devnet compared, `,
        "m",
      ),
    );
    expect(ended.output).toMatch(/^node: the first is block 90, made at 2026-.*Z; .*“When transactions are missing”$/m);
    expect(ended.output).toMatch(/\nnot healthy\n$/);
  });

  it("tells what it found before the node failed, and ends with 75", async () => {
    devnet.setFaults(({ heights }) =>
      heights.some((height) => height > 100)
        ? { kind: "error", code: Code.FailedPrecondition, message: "height 101 is not available" }
        : undefined,
    );
    const ended = await doctor(damaged);
    devnet.setFaults(undefined);
    expect(ended.code).toBe(75);
    expect(ended.errors).toMatch(/height 101 is not available/);
    for (const { from } of holesOf(devnet, 1, 100, isLossy)) {
      expect(ended.output).toMatch(new RegExp(`^blocks? ${from}\\b.* missing `, "m"));
    }
    expect(ended.output).not.toMatch(/healthy$/m);
  });

  it("finds a range without holes whole", async () => {
    const ended = await doctor(damaged, "--from", "71", "--to", "89");
    expect(ended).toMatchObject({ code: 0, errors: "" });
    expect(ended.output).toMatch(/^node: the database holds every one of them, and nothing else\nhealthy$/m);
  });

  it("finds the backup from before the first hole whole once it is indexed to the head, as docs/operating.md says", async () => {
    expect((await doctor(backup)).code).toBe(0);
    const restored = await copyOfDatabase(backup);
    try {
      const ended = await index(restored, head);
      expect(ended).toMatchObject({ code: 0 });
      expect(ended.errors).toContain(`going on after block ${backupAt}`);
      const verdict = await doctor(restored);
      expect(verdict).toMatchObject({ code: 0, errors: "" });
      expect(verdict.output).toMatch(/^node: blocks 1 to 120 of devnet compared, /m);
      expect(tableDifferences(await tableContents(whole.client), await tableContents(restored.client))).toEqual([]);
    } finally {
      await restored.drop();
    }
  });

  it("finds a new database whole, and the damaged one differs from it beyond the raw rows", async () => {
    expect((await doctor(whole)).code).toBe(0);
    const copy = await copyOfDatabase(damaged);
    try {
      const tables = tableDifferences(await tableContents(whole.client), await tableContents(copy.client)).join("\n");
      // The reason why missing transactions cannot be added later: those after them were judged without them.
      expect(tables).toMatch(/em_rejections/);
    } finally {
      await copy.drop();
    }
  });
});
