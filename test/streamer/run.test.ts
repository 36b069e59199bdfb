import { setTimeout as delay } from "node:timers/promises";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeSource } from "../../src/chain/node-source.ts";
import type { BlockSource, SourceBlock } from "../../src/chain/source.ts";
import { connect } from "../../src/database/connect.ts";
import { eachStatement } from "../../src/database/each-statement.ts";
import { type Block, SignedTransactionSchema, TransactionSchema } from "../../src/generated/core/v1/types_pb.ts";
import { EnvelopeSchema } from "../../src/generated/core/v1beta1/types_pb.ts";
import { createLog } from "../../src/log.ts";
import { Progress } from "../../src/streamer/monitoring/progress.ts";
import { blocksBehind } from "../../src/streamer/monitoring/state.ts";
import type { Edge } from "../../src/streamer/reader/prepare.ts";
import { readHere } from "../../src/streamer/reader/read-here.ts";
import type { AppliedBlock } from "../../src/streamer/run/applied.ts";
import { Run, type RunOptions } from "../../src/streamer/run/run.ts";
import type { Session } from "../../src/streamer/setup/session.ts";
import { becomeWriter, beginAsWriter } from "../../src/streamer/setup/writer.ts";
import { FakeNode, testBlock, until } from "../chain/fake-node.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { installStandIn, standInEdge } from "./stand-in.ts";

let database: TestDatabase;
let session: Session;
const nodes: FakeNode[] = [];
const stops: AbortController[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  await installStandIn(database.client);
});

afterAll(async () => {
  await database.drop();
});

beforeEach(async () => {
  await database.client.query(
    "truncate blocks, core_indexed_blocks, etl_blocks, em.chain_rollovers, em.known_addresses cascade",
  );
  const client = await connect(database.url, { applicationName: "em-apply test run" });
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(error));
  const end = (): Promise<void> => client.end();
  const writerToken = await becomeWriter(client, "the test");
  session = {
    client,
    begin: () => beginAsWriter(client, writerToken),
    writerToken,
    lost: lost.signal,
    end,
    [Symbol.asyncDispose]: end,
  };
});

afterEach(async () => {
  for (const stop of stops.splice(0)) {
    stop.abort();
  }
  for (const node of nodes.splice(0)) {
    await node.close();
  }
  await session.end().catch(() => undefined);
});

/** Metadata by height, for blocks that shall be more than a plain one. */
type Metadata = Readonly<Record<number, readonly string[]>>;

/** A source of blocks made on the spot. */
function madeSource(
  heights: readonly number[],
  change?: (height: number) => Block,
): BlockSource & { handedOver: number } {
  return {
    handedOver: 0,
    name: "made blocks",
    endless: false,
    head: () => undefined,
    fractionRead: () => undefined,
    waiting: () => undefined,
    open: async () => ({ chainId: "test-chain" }),
    async *blocks(from, signal): AsyncGenerator<SourceBlock> {
      for (const height of heights) {
        if (signal.aborted) {
          return;
        }
        if (from === undefined || height >= from) {
          this.handedOver += 1;
          yield { height, block: change?.(height) ?? testBlock(height), place: `made block ${height}` };
        }
      }
    },
    close: async () => undefined,
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

interface Options extends Partial<RunOptions> {
  readonly edge?: Edge;
}

function run(source: BlockSource, metadata: Metadata = {}, { edge, ...options }: Options = {}) {
  const stop = new AbortController();
  stops.push(stop);
  const log: string[] = [];
  const commits: number[][] = [];
  const made = new Run({
    session,
    reader: readHere(source, edge ?? standInEdge((height) => metadata[height] ?? ["fine"])),
    limits: { blocks: 50, transactions: 2000, milliseconds: 1000 },
    retries: { firstMilliseconds: 1, longestMilliseconds: 5, retries: 3 },
    bufferBlocks: 20,
    signal: stop.signal,
    log: createLog({ level: "info", forPeople: false, write: (line) => log.push(line) }),
    onCommit: (blocks: readonly AppliedBlock[]) => commits.push(blocks.map(({ block }) => block.height)),
    ...options,
  });
  const done = made.finish();
  done.catch(() => undefined);
  return { run: made, done, log, commits, stop: () => stop.abort() };
}

async function indexed(): Promise<number[]> {
  const result = await database.client.query<{ height: number }>(
    "select height from core_indexed_blocks order by height",
  );
  return result.rows.map(({ height }) => height);
}

async function fakeNode(head: number): Promise<FakeNode> {
  const node = await new FakeNode(head).listen();
  nodes.push(node);
  return node;
}

function sourceOf(node: FakeNode): BlockSource {
  return nodeSource({
    url: node.url,
    log: createLog({ level: "fatal" }),
    silenceMilliseconds: 100,
    pollMilliseconds: 20,
    backoff: { firstMilliseconds: 5, longestMilliseconds: 20, retries: Number.POSITIVE_INFINITY },
  });
}

/** Keeps the process at work for some milliseconds. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    // Nothing else gets its turn.
  }
}

describe("what holds a run up", () => {
  // Long enough that a busy machine, on which the database takes its time too, tells the same.
  const blocks = range(1, 12);
  const slowly = 120;

  /** A run whose statements are timed, as those of `npm start` are. */
  function timedRun(source: BlockSource, metadata: Metadata = {}, options: Options = {}) {
    const progress = new Progress();
    eachStatement(session.client, () => progress.database.start());
    return run(source, metadata, {
      progress,
      limits: { blocks: 2, transactions: 2000, milliseconds: 1000 },
      ...options,
    });
  }

  test("is the node, where blocks come slowly", async () => {
    const source = madeSource(blocks);
    const slow: BlockSource = {
      ...source,
      async *blocks(...from) {
        for await (const block of source.blocks(...from)) {
          await delay(slowly);
          yield block;
        }
      },
    };
    const { done, run: made } = timedRun(slow);
    await done;
    expect(made.state()).toMatchObject({ bottleneck: "node" });
    expect(made.state().busyMilliseconds.node).toBeGreaterThanOrEqual(blocks.length * (slowly - 1));
  });

  test("is the database, where it takes its time", async () => {
    const { done, run: made } = timedRun(madeSource(blocks), { 3: ["sleep"], 12: ["sleep"] });
    await done;
    expect(made.state()).toMatchObject({ bottleneck: "database" });
    expect(made.state().busyMilliseconds.database).toBeGreaterThanOrEqual(600);
  });

  test("is the edge, where preparing keeps the process at work", async () => {
    const { done, run: made } = timedRun(
      madeSource(blocks),
      {},
      {
        edge: standInEdge(() => {
          work(slowly);
          return ["fine"];
        }),
      },
    );
    await done;
    expect(made.state()).toMatchObject({ bottleneck: "edge" });
    expect(made.state().busyMilliseconds.edge).toBeGreaterThanOrEqual(blocks.length * slowly);
  });
});

describe("a run", () => {
  test("indexes a source to its end, in order", async () => {
    const { done, run: made } = run(madeSource(range(5, 60)));
    expect(await done).toBe("end of source");
    expect(await indexed()).toEqual(range(5, 60));
    expect(made.state()).toMatchObject({ height: 60, blocks: 56, transactions: 56, rejected: 0, stalled: undefined });
  });

  test("stops after the end height, and has nothing to do the second time", async () => {
    expect(await run(madeSource(range(1, 60)), {}, { end: 30 }).done).toBe("end height");
    expect(await indexed()).toEqual(range(1, 30));
    const second = madeSource(range(1, 60));
    expect(await run(second, {}, { end: 30 }).done).toBe("end height");
    expect(second.handedOver).toBe(0);
  });

  test("goes on after the newest block of etl_blocks, whatever --start says", async () => {
    await run(madeSource(range(1, 10))).done;
    const { done, log } = run(madeSource(range(1, 20)), {}, { start: 15 });
    await done;
    expect(await indexed()).toEqual(range(1, 20));
    expect(log.join("")).toContain("--start 15 is not used: etl_blocks says that block 11 comes next");
  });

  test("does not call itself far behind while it reads where the tables stand", async () => {
    await run(madeSource(range(1, 50))).done;
    const behind: (number | undefined)[] = [];
    const source = { ...madeSource(range(51, 52)), head: () => 52 };
    const log = createLog({
      level: "info",
      forPeople: false,
      write: () => behind.push(blocksBehind(resumed.run.state())),
    });
    const resumed = run(source, {}, { log });
    await resumed.done;
    behind.push(blocksBehind(resumed.run.state()));
    expect(behind[0]).toBeUndefined();
    expect(behind.at(-1)).toBe(0);
    expect(behind.every((blocks) => blocks === undefined || blocks <= 2)).toBe(true);
  });

  test("begins at --start where etl_blocks is empty", async () => {
    await run(madeSource(range(1, 20)), {}, { start: 15 }).done;
    expect(await indexed()).toEqual(range(15, 20));
  });

  test("goes on after core_indexed_blocks of the chain on a clone of production", async () => {
    await database.client.query(
      `insert into core_indexed_blocks (blockhash, chain_id, height, em_block)
       values ('hash-7', 'test-chain', 7, 3), ('other', 'another-chain', 900, 2)`,
    );
    await run(madeSource(range(1, 9))).done;
    expect(await indexed()).toEqual([7, 8, 9, 900]);
  });

  test("refuses a source that does not continue our chain", async () => {
    await run(madeSource(range(1, 10))).done;
    const { done } = run(madeSource(range(1, 20), (height) => testBlock(height, { hash: `fork-${height}` })));
    await expect(done).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/block 10 has hash fork-10, but the database holds hash-10/),
    });
    expect(await indexed()).toEqual(range(1, 10));
  });

  test("refuses a file of another chain", async () => {
    await run(madeSource(range(1, 10))).done;
    const source = { ...madeSource(range(11, 12)), open: async () => ({ chainId: "other-chain" }) };
    await expect(run(source).done).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining('made blocks serves chain "other-chain", but the database holds "test-chain"'),
    });
  });

  test("refuses a gap, and keeps what comes before it", async () => {
    const { done } = run(madeSource([1, 2, 3, 5]));
    await expect(done).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining("block 4 is missing") });
    expect(await indexed()).toEqual([1, 2, 3]);
  });

  test("puts several blocks into a commit while it is behind, within its limits", async () => {
    const { done, commits } = run(
      madeSource(range(1, 100)),
      {},
      { limits: { blocks: 8, transactions: 2000, milliseconds: 1000 } },
    );
    await done;
    expect(Math.max(...commits.map((heights) => heights.length))).toBe(8);
    expect(commits.flat()).toEqual(range(1, 100));
    const metadata = Object.fromEntries(range(101, 140).map((height) => [height, ["a", "b", "c"]]));
    const source = madeSource(range(101, 140), (height) => {
      const block = testBlock(height);
      block.transactions = block.transactions.flatMap((transaction) => [transaction, transaction, transaction]);
      return block;
    });
    const byTransactions = run(source, metadata, { limits: { blocks: 50, transactions: 10, milliseconds: 1000 } });
    await byTransactions.done;
    expect(Math.max(...byTransactions.commits.map((heights) => heights.length))).toBe(4);
  });

  test("commits each new block by itself at the head", async () => {
    const node = await fakeNode(5);
    const { run: made, commits, stop, done } = run(sourceOf(node));
    await until(() => made.state().height === 5, "caught up");
    await until(() => node.count("streamBlocks") === 1, "stream open");
    for (const height of [6, 7, 8]) {
      node.grow(height);
      await until(() => made.state().height === height, `block ${height}`);
    }
    expect(commits.slice(-3)).toEqual([[6], [7], [8]]);
    stop();
    expect(await done).toBe("interrupted");
  });

  test("fetches no more ahead than its buffer holds", async () => {
    const source = madeSource(range(1, 200));
    // While somebody holds the table, block 1 stays under way.
    const holder = await connect(database.url, { applicationName: "em-apply test" });
    await holder.query("begin; lock table core_indexed_blocks in exclusive mode");
    const { run: made, done } = run(
      source,
      {},
      { bufferBlocks: 10, limits: { blocks: 1, transactions: 1, milliseconds: 1 } },
    );
    await until(() => made.state().buffered === 10, "the buffer is full");
    await delay(100);
    expect(made.state().buffered).toBe(10);
    expect(source.handedOver).toBe(11);
    await holder.end();
    await done;
    expect(await indexed()).toEqual(range(1, 200));
  });

  test("ends between two blocks when it is interrupted", async () => {
    const {
      run: made,
      done,
      stop,
    } = run(
      madeSource(range(1, 50)),
      { 3: ["sleep"] },
      {
        limits: { blocks: 1, transactions: 1, milliseconds: 1 },
      },
    );
    await until(() => made.progress.underWay?.height === 3, "block 3 under way");
    stop();
    expect(await done).toBe("interrupted");
    expect(await indexed()).toEqual([1, 2, 3]);
  });

  test("keeps the blocks before one that breaks, and nothing of that one", async () => {
    const { done } = run(madeSource(range(1, 30)), { 17: ["fine", "break", "fine"] });
    await expect(done).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        /^block 17 \(hash hash-17, from made block 17\) cannot be applied: block 17 of test-chain: transaction tx-17-1 broke(.|\n)*the tables stand at block 16/,
      ),
    });
    expect(await indexed()).toEqual(range(1, 16));
  });

  test("names the block before which it could not make sure of the tables", async () => {
    await run(madeSource(range(1, 10))).done;
    const source = madeSource(range(10, 12));
    const breaking: BlockSource = {
      ...source,
      async *blocks(...from) {
        await database.client.query("alter table core_indexed_blocks rename to away");
        yield* source.blocks(...from);
      },
    };
    try {
      await expect(run(breaking).done).rejects.toMatchObject({
        exitCode: 1,
        message: expect.stringMatching(/^block 11 .* cannot be applied: .*core_indexed_blocks/),
      });
    } finally {
      await database.client.query("alter table away rename to core_indexed_blocks");
    }
    expect(await indexed()).toEqual(range(1, 10));
  });

  test("keeps blocks that can be applied one at a time, and says that the fault is in applying them together", async () => {
    const { done } = run(madeSource(range(1, 30)), { 17: ["alone"] });
    await expect(done).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        /^applying blocks \d+ to \d+ failed: block 17 is not alone\. One at a time they could be applied, and they are kept/,
      ),
    });
    const heights = await indexed();
    expect(heights).toContain(17);
    expect(heights).toEqual(range(1, heights.length));
  });

  test.each([
    ["deadlock", /SQLSTATE 40P01.*another session/],
    ["full", /SQLSTATE 53100.*disk is full/],
  ])("ends with 75 on an error that passes: %s", async (metadata, message) => {
    const { done } = run(madeSource(range(1, 5)), { 3: [metadata] });
    await expect(done).rejects.toMatchObject({ exitCode: 75, message: expect.stringMatching(message) });
    expect(await indexed()).toEqual([]);
  });

  test("tries a commit again as often as it is told to", async () => {
    const { run: made, done, log } = run(madeSource(range(1, 5)), { 3: ["deadlock"] });
    await expect(done).rejects.toMatchObject({ exitCode: 75 });
    expect(made.state().retries).toBe(3);
    expect(log.filter((line) => line.includes("trying again"))).toHaveLength(3);
  });

  test("loses no block of a commit that is tried again with fewer", async () => {
    await database.client.query("create sequence tries");
    // The first try of block 7 fails, and by then the commit is too old to take all its blocks once more.
    const { done, commits } = run(
      madeSource(range(1, 60)),
      { 7: ["deadlock once"], 8: ["sleep"] },
      { limits: { blocks: 50, transactions: 2000, milliseconds: 250 } },
    );
    expect(await done).toBe("end of source");
    expect(await indexed()).toEqual(range(1, 60));
    expect(commits.flat()).toEqual(range(1, 60));
  });

  test.each(["while a block is applied", "while it waits for one"])(
    "ends with 75 when the connection is lost %s",
    async (when) => {
      const node = await fakeNode(when === "while it waits for one" ? 3 : 2000);
      const { run: made, done } = run(sourceOf(node), { 40: ["sleep"] });
      if (when === "while it waits for one") {
        await until(() => made.state().height === 3, "caught up");
        await until(() => node.count("streamBlocks") === 1, "stream open");
      } else {
        await until(() => made.state().height !== undefined, "first commit");
      }
      await database.client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'em-apply test run' and datname = current_database()",
      );
      await expect(done).rejects.toMatchObject({ exitCode: 75 });
      await expect(done).rejects.toThrow(
        /terminating connection due to administrator command \(SQLSTATE 57P01\): somebody ended our session/,
      );
      const heights = await indexed();
      expect(heights).toEqual(range(1, heights.length));
    },
  );

  test("counts rejections", async () => {
    const { run: made, done } = run(madeSource(range(1, 3)), { 2: ["refuse", "fine", "refuse"] });
    await done;
    expect(made.state().rejected).toBe(2);
  });

  describe("whose source is of another chain than the tables", () => {
    /** The old chain up to block 20; then the node serves the new one, whose block 31 is the first that was made later. */
    async function atCutover(head = 40): Promise<FakeNode> {
      const node = await fakeNode(20);
      await run(sourceOf(node), {}, { end: 20 }).done;
      node.chainId = "test-chain-2";
      node.head = head;
      return node;
    }
    const nextChain = { chainId: "test-chain-2", firstHeight: 31 };
    const changes = async () =>
      (
        await database.client.query(
          "select old_chain_id, new_chain_id, last_height::integer, first_height::integer from em.chain_rollovers",
        )
      ).rows;
    const recorded = {
      old_chain_id: "test-chain",
      new_chain_id: "test-chain-2",
      last_height: 20,
      first_height: 31,
    };

    test("never goes over by itself, and says what to give", async () => {
      const node = await atCutover();
      await expect(run(sourceOf(node)).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringMatching(
          /serves chain "test-chain-2", but the database holds "test-chain" up to block 20: nothing was indexed\..* --next-chain test-chain-2@HEIGHT/,
        ),
      });
      const other = { ...nextChain, chainId: "test-chain-3" };
      await expect(run(sourceOf(node), {}, { nextChain: other }).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining('--next-chain (EM_NEXT_CHAIN) names "test-chain-3"'),
      });
      expect(await indexed()).toEqual(range(1, 20));
      expect(await changes()).toEqual([]);
    });

    test("does not go over by itself while it runs, but to the chain that is named", async () => {
      for (const named of [undefined, nextChain]) {
        await database.client.query("truncate blocks, core_indexed_blocks, etl_blocks, em.known_addresses cascade");
        const node = await fakeNode(20);
        const options = { nextChain: named, pinnedChainId: "test-chain" };
        if (named !== undefined) {
          await run(sourceOf(node), {}, { end: 20 }).done;
        }
        const { run: made, done } = run(sourceOf(node), {}, options);
        await until(() => made.state().height === 20, "caught up");
        node.chainId = "test-chain-2";
        node.grow(40);
        await expect(done).rejects.toThrow('now serves chain "test-chain-2", before it was "test-chain"');
        // The command begins the next run at once.
        const after = run(sourceOf(node), {}, options);
        if (named === undefined) {
          await expect(after.done).rejects.toMatchObject({ exitCode: 78 });
        } else {
          await until(() => after.run.state().height === 40, "gone over");
          after.stop();
          await after.done;
          expect(await changes()).toEqual([recorded]);
        }
      }
    });

    test("goes over where it is told to, notes it, and resumes there; what it was told may stay", async () => {
      const node = await atCutover(34);
      const second = run(sourceOf(node), {}, { nextChain });
      await until(() => second.run.state().height === 34, "gone over");
      second.stop();
      await second.done;
      expect(second.log.join("")).toMatch(
        /going over from chain .*test-chain.* to .*test-chain-2.* begins with block 31/,
      );
      expect(await changes()).toEqual([recorded]);
      node.grow(36);
      const third = run(sourceOf(node), {}, { nextChain, end: 36 });
      await third.done;
      expect(third.log.join("")).toContain("--next-chain test-chain-2 has been done");
      const blocks = await database.client.query(
        `select chain_id, count(*)::integer as blocks, min(height) as first, max(height) as last
         from core_indexed_blocks group by chain_id order by chain_id`,
      );
      expect(blocks.rows).toEqual([
        { chain_id: "test-chain", blocks: 20, first: 1, last: 20 },
        { chain_id: "test-chain-2", blocks: 6, first: 31, last: 36 },
      ]);
    });

    test("notes the new chain together with its first block, or not at all", async () => {
      const node = await atCutover();
      await expect(run(sourceOf(node), { 31: ["break"] }, { nextChain }).done).rejects.toMatchObject({ exitCode: 1 });
      expect(await changes()).toEqual([]);
      await expect(run(sourceOf(node), { 33: ["break"] }, { nextChain }).done).rejects.toMatchObject({ exitCode: 1 });
      expect(await changes()).toEqual([recorded]);
      expect((await indexed()).slice(-3)).toEqual([20, 31, 32]);
    });

    test("refuses a first block that is older than the tables, or of the range with which the chain begins", async () => {
      const node = await atCutover();
      const early = { ...nextChain, firstHeight: 15 };
      // The stand-in gives all blocks one time.
      await database.client.query("update etl_blocks set block_time = '2026-01-01 00:00:20'");
      await expect(run(sourceOf(node), {}, { nextChain: early }).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringMatching(
          /block 15 of "test-chain-2" was made at 2026-01-01T00:00:15.000Z, before the newest block of "test-chain" in the database \(2026-01-01T00:00:20.000Z\)/,
        ),
      });
      const carried = testBlock(31, { chainId: "test-chain-2" });
      carried.transactions.push(
        create(TransactionSchema, {
          hash: "carried",
          transaction: {
            transaction: { case: "manageEntityMigration", value: { entityType: "User", action: "Create" } },
          },
        }),
      );
      node.instead.set(31, carried);
      await expect(run(sourceOf(node), {}, { nextChain }).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining(
          'block 31 of "test-chain-2" belongs to the range with which that chain begins',
        ),
      });
      expect(await indexed()).toEqual(range(1, 20));
      expect(await changes()).toEqual([]);
    });

    test("does not go over before the old chain is indexed to its end", async () => {
      const node = await atCutover();
      await expect(run(sourceOf(node), {}, { nextChain, end: 21 }).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining('Index "test-chain" to block 21 first'),
      });
      await expect(run(sourceOf(node), {}, { nextChain, end: 20 }).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining("--end 20 (EM_END) is below block 31"),
      });
      node.head = 29;
      await expect(run(sourceOf(node), {}, { nextChain }).done).rejects.toMatchObject({
        exitCode: 75,
        message: expect.stringMatching(/is at block 29 of "test-chain-2", and --next-chain .* begins at block 31/),
      });
    });

    test("does not go back to a chain that it went over from", async () => {
      const node = await atCutover();
      await expect(run(sourceOf(node), { 33: ["break"] }, { nextChain }).done).rejects.toMatchObject({ exitCode: 1 });
      node.chainId = "test-chain";
      await expect(run(sourceOf(node)).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining(
          'serves chain "test-chain", but the database went over from it, at block 20, to "test-chain-2"',
        ),
      });
    });

    test("is told apart from a database without a block, which goes over from nothing", async () => {
      const node = await fakeNode(5);
      await expect(run(sourceOf(node), {}, { nextChain }).done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining("but it holds no block: nothing was indexed. Is it the right database?"),
      });
      await run(sourceOf(node), {}, { start: 3, end: 5 }).done;
      expect(await indexed()).toEqual([3, 4, 5]);
    });
  });

  describe("whose tables are emptied beneath it", () => {
    test("halts at the next block", async () => {
      const node = await fakeNode(5);
      const { run: made, done } = run(sourceOf(node));
      await until(() => made.state().height === 5, "caught up");
      await database.client.query("truncate core_indexed_blocks, etl_blocks");
      node.grow(6);
      await expect(done).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringMatching(
          /^block 6 of "test-chain" follows block 5, which is in core_indexed_blocks no more/,
        ),
      });
      expect(await indexed()).toEqual([]);
    });

    test("does not begin again from the start", async () => {
      const node = await fakeNode(5);
      await run(sourceOf(node), {}, { end: 5 }).done;
      await database.client.query("insert into em.known_addresses values ('0x1') on conflict do nothing");
      await database.client.query("truncate core_indexed_blocks, etl_blocks");
      const refused = { exitCode: 78, message: expect.stringContaining("they were emptied beneath it") };
      await expect(run(sourceOf(node)).done).rejects.toMatchObject(refused);
      await expect(run(sourceOf(node), {}, { start: 3 }).done).rejects.toMatchObject(refused);
      expect(await indexed()).toEqual([]);
    });
  });

  test("goes over to no other chain than the one that is pinned", async () => {
    const node = await fakeNode(5);
    const pinned = { pinnedChainId: "test-chain" };
    await run(sourceOf(node), {}, { ...pinned, end: 5 }).done;
    node.chainId = "test-chain-2";
    await expect(run(sourceOf(node), {}, pinned).done).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining(
        'is of chain "test-chain-2", but --chain-id (EM_CHAIN_ID) allows "test-chain" alone',
      ),
    });
    expect(await indexed()).toEqual(range(1, 5));
  });

  test("goes on where the Go ETL has taken a clone to the next chain, and notes that change", async () => {
    // The old chain came up to 9 and has the new one's newest height, 8, as well.
    await database.client.query(`
      insert into core_indexed_blocks (blockhash, chain_id, height, em_block)
      values ('old-8', 'old-chain', 8, 1), ('old-9', 'old-chain', 9, 2),
        ('hash-7', 'test-chain', 7, null), ('hash-8', 'test-chain', 8, null);
      insert into etl_blocks (proposer_address, block_height, block_time)
      values ('', 8, '2026-01-01'), ('', 9, '2026-01-01'), ('', 7, '2026-01-02'), ('', 8, '2026-01-02')`);
    const node = await fakeNode(10);
    node.chainId = "old-chain";
    await expect(run(sourceOf(node)).done).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining('the database went over from it, at block 9, to "test-chain"'),
    });
    node.chainId = "test-chain";
    await run(sourceOf(node), {}, { end: 10 }).done;
    const { rows } = await database.client.query(
      "select height from core_indexed_blocks where chain_id = 'test-chain' order by height",
    );
    expect(rows.map(({ height }) => height)).toEqual([7, 8, 9, 10]);
    const changes = await database.client.query(
      "select old_chain_id, new_chain_id, last_height::integer, first_height::integer from em.chain_rollovers",
    );
    expect(changes.rows).toEqual([
      { old_chain_id: "old-chain", new_chain_id: "test-chain", last_height: 9, first_height: 7 },
    ]);
  });

  test("says what to do where the tables hold a block already", async () => {
    await database.client.query(
      "insert into core_indexed_blocks (blockhash, chain_id, height) values ('hash-3', 'test-chain', 3)",
    );
    const { done } = run(madeSource(range(1, 5)), {}, { start: 1 });
    await expect(done).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/block 3 .*applied before(.|\n)*somebody else indexes into this database/),
    });
  });

  test("warns once of a kind of transaction that it does not know, and goes on", async () => {
    // Field 1999 of SignedTransaction, with five bytes in it, as a node that is newer than we are may send it.
    const signed = fromBinary(SignedTransactionSchema, new Uint8Array([0xfa, 0x7c, 5, 1, 2, 3, 4, 5]));
    const {
      done,
      log,
      run: made,
    } = run(
      madeSource(range(1, 3), (height) => {
        const block = testBlock(height);
        block.transactions.push(create(TransactionSchema, { hash: `new-${height}`, transaction: signed }));
        return block;
      }),
    );
    await done;
    const told = log.filter((line) => line.includes("does not know"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("transaction new-1 of block 1 is of a kind that this version does not know (field 1999)");
    expect(made.state().kinds).toContainEqual({ kind: "unknown", count: 3 });
    expect(await indexed()).toEqual([1, 2, 3]);
  });

  test("knows a transaction of the second envelope however the node sends it", async () => {
    const envelope = { header: { chainId: "test-chain", expiration: 7n, nonce: "n" } };
    const requestId = new TextDecoder().decode(toBinary(EnvelopeSchema, create(EnvelopeSchema, envelope)));
    const { done, log } = run(
      madeSource(range(1, 3), (height) => {
        const block = testBlock(height);
        const second = { hash: `second-${height}` };
        block.transactions.push(
          create(TransactionSchema, { ...second, transactionv2: { envelope } }),
          create(TransactionSchema, { ...second, transaction: {}, transactionv2: { envelope } }),
          create(TransactionSchema, { ...second, transaction: { requestId } }),
        );
        return block;
      }),
    );
    await done;
    expect(log.filter((line) => line.includes("does not know"))).toEqual([]);
  });
});
