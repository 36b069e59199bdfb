import { setTimeout as delay } from "node:timers/promises";
import { Code } from "@connectrpc/connect";
import { nodeSource } from "../../src/chain/node-source.ts";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import type { Fault, FaultPlan } from "../../src/devnet/faults.ts";
import { Random } from "../../src/devnet/random.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { Failure } from "../../src/exit.ts";
import { signatures } from "../../src/generated/signatures.ts";
import { createLog } from "../../src/log.ts";
import { edgeWith } from "../../src/streamer/reader/prepare.ts";
import { readHere } from "../../src/streamer/reader/read-here.ts";
import { Run } from "../../src/streamer/run/run.ts";
import { openSession } from "../../src/streamer/setup/session.ts";
import type { TestDatabase } from "../support/database.ts";

/** Every story is of this chain. */
export const chainOfStories = { seed: "stories", lastHeight: 80 } as const;

/** No story may need more starts than this: its faults become rarer with each. */
const mostStarts = 200;

/**
 * Plays a story: the streamer indexes a chain while its node has a real node's habits and answers with errors, late, with garbage or
 * not at all, while the database drops its connection, fails to serialize or runs out of time, and while an operator stops it;
 * after each end it is started again, until it has reached the chain's last block.
 *
 * Takes what decides everything but the machine's own timing, and an empty migrated database. Gives how each start ended, and whether
 * the node gave blocks in an order of its own.
 */
export async function playStory(
  seed: number,
  database: TestDatabase,
): Promise<{ readonly ends: readonly string[]; readonly orderChanges: boolean }> {
  const random = new Random(`story ${seed}`);
  const devnet = await startDevnet({
    seed: chainOfStories.seed,
    blocks: random.integer(1, chainOfStories.lastHeight),
    blocksPerSecond: 0,
    mix: "dense",
    lastHeight: chainOfStories.lastHeight,
  });
  const ends: string[] = [];
  const lasting = lastingHabits(random);
  try {
    await prepareDatabaseFaults(database);
    const lacks = (["getBlocks", "streamBlocks", "getNodeInfo"] as const).filter(() => random.chance(0.25));
    const liesOfItself = random.chance(0.5);
    for (let trouble = 0.3; !(await isDone(database)); trouble *= 0.9) {
      if (ends.length >= mostStarts) {
        throw new Error(`story ${seed} did not come to its end:\n${ends.join("\n")}`);
      }
      devnet.setHabits({ ...lasting, ...passingHabits(random, trouble) });
      devnet.setFaults(faultsOf(random, trouble, lacks, liesOfItself));
      await setDatabaseFaults(database, random.chance(trouble) ? random.integer(2, 30) : 0);
      ends.push(await startOnce(devnet, database, random, trouble, ends.length));
    }
    return { ends, orderChanges: lasting.changingOrder };
  } finally {
    await devnet.stop();
  }
}

/** Habits with which all blocks can be had; the one that every node has is always there. */
function lastingHabits(random: Random) {
  const height = () => random.integer(1, chainOfStories.lastHeight);
  return {
    changingOrder: random.chance(0.2),
    secondMistaken: random.chance(0.4),
    prunedReport: random.chance(0.4) ? height() : undefined,
    failingTogether: random.chance(0.3) ? height() : undefined,
  };
}

/** Habits that keep a block back, or the head: they are mended sooner or later. */
function passingHabits(random: Random, trouble: number) {
  const height = () => (random.chance(trouble / 2) ? random.integer(1, chainOfStories.lastHeight) : undefined);
  return {
    failing: height(),
    hole: height(),
    silentAfter: random.chance(trouble) ? random.integer(1, 10) : undefined,
    headBack: random.chance(trouble) ? random.integer(1, 10) : undefined,
  };
}

/** One start of the streamer, and how it ended. */
async function startOnce(
  devnet: Devnet,
  database: TestDatabase,
  random: Random,
  trouble: number,
  startsBefore: number,
): Promise<string> {
  const stop = new AbortController();
  const timers = disturbances(devnet, database, random, trouble, stop);
  try {
    const session = await openSession(database.url);
    try {
      const run = new Run({
        session,
        reader: readHere(
          nodeSource({
            url: devnet.url,
            log: createLog({ level: "silent" }),
            batchHeights: random.integer(1, 20),
            batchesAhead: random.integer(1, 3),
            // From two kilobytes, less than one block, to more than all of them.
            answerBytes: 2048 * 4 ** random.integer(0, 6),
            silenceMilliseconds: 50,
            pollMilliseconds: 5,
            // Ever longer, so that a story ends on a busy machine too, where an honest answer may take its time.
            answerMilliseconds: 100 + 50 * startsBefore,
            backoff: { firstMilliseconds: 1, longestMilliseconds: 5, retries: random.integer(0, 20) },
            retriesBeforeFirstAnswer: 3,
          }),
          edgeWith(signatureIndex(signatures)),
        ),
        limits: { blocks: random.integer(1, 10), transactions: 1000, milliseconds: 1000 },
        bufferBlocks: random.integer(1, 30),
        end: chainOfStories.lastHeight,
        signal: stop.signal,
        log: createLog({ level: "silent" }),
      });
      return await run.finish();
    } finally {
      await session.end().catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof Failure) {
      return `${error.exitCode}: ${error.message}`;
    }
    throw error;
  } finally {
    timers.clear();
  }
}

/** Lets the chain grow, connections drop and the operator stop, at moments that the story's seed decides. */
function disturbances(
  devnet: Devnet,
  database: TestDatabase,
  random: Random,
  trouble: number,
  stop: AbortController,
): { clear(): void } {
  const grow = setInterval(() => devnet.advance(1), random.integer(2, 20));
  const interrupt = random.chance(trouble) ? setTimeout(() => stop.abort(), random.integer(5, 300)) : undefined;
  const drop = random.chance(trouble)
    ? setTimeout(() => void dropConnection(database), random.integer(5, 300))
    : undefined;
  const cut = random.chance(trouble) ? setTimeout(() => devnet.cutConnections(), random.integer(5, 300)) : undefined;
  return {
    clear() {
      clearInterval(grow);
      for (const timer of [interrupt, drop, cut]) {
        clearTimeout(timer);
      }
    },
  };
}

async function dropConnection(database: TestDatabase): Promise<void> {
  await database.client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'em-apply indexer%' and datname = current_database()",
  );
}

/** Every so many blocks that are written, the database fails in one of the ways that pass: serialization, time-out, disk. */
async function prepareDatabaseFaults(database: TestDatabase): Promise<void> {
  // A sequence counts on when a transaction is taken back, so that the same block does not fail for ever.
  await database.client.query(`
    create schema trouble;
    create sequence trouble.written;
    create table trouble.plan (every integer not null);
    insert into trouble.plan values (0);
    create function trouble.strike() returns trigger language plpgsql as $$
    declare
      written constant bigint := nextval('trouble.written');
      every constant integer := (select plan.every from trouble.plan);
    begin
      if every > 0 and written % every = 0 then
        case (written / every) % 3
          when 0 then raise exception 'could not serialize access' using errcode = '40001';
          when 1 then raise exception 'canceling statement due to statement timeout' using errcode = '57014';
          else raise exception 'could not extend file: No space left on device' using errcode = '53100';
        end case;
      end if;
      return null;
    end
    $$;
    create trigger strike after insert on core_indexed_blocks for each row execute function trouble.strike();`);
}

async function setDatabaseFaults(database: TestDatabase, every: number): Promise<void> {
  await database.client.query("update trouble.plan set every = $1", [every]);
}

/**
 * Ways of a node to misbehave that leave the chain itself as it is: a wrong hash does not, and nothing in a block would show it.
 * About its chain's id it may lie in its own words or in its blocks; where both agree, the chain has changed.
 */
function someFault(random: Random, mayLie: boolean): Fault {
  return random.pick<() => Fault>([
    () => ({ kind: "error", code: random.pick([Code.Unavailable, Code.Internal, Code.Unknown, Code.Aborted]) }),
    () => ({ kind: "delay", milliseconds: random.integer(1, 60) }),
    () => ({ kind: "cut" }),
    () => ({ kind: "silence" }),
    () => ({ kind: "gap" }),
    () => ({ kind: "duplicate" }),
    () => ({ kind: "garbage" }),
    () => ({ kind: "headBack", by: random.integer(1, 30) }),
    () => (mayLie ? { kind: "chainId", chainId: "another-chain" } : { kind: "cut" }),
  ])();
}

function faultsOf(random: Random, trouble: number, lacks: readonly string[], liesOfItself: boolean): FaultPlan {
  return ({ rpc }) => {
    if (lacks.includes(rpc)) {
      return { kind: "error", code: Code.Unimplemented };
    }
    const ofItself = rpc === "getNodeInfo" || rpc === "getStatus";
    return random.chance(trouble / 2) ? someFault(random, ofItself === liesOfItself) : undefined;
  };
}

async function isDone(database: TestDatabase): Promise<boolean> {
  await delay(0);
  const result = await database.client.query<{ done: boolean }>(
    "select coalesce(max(height), 0) >= $1 as done from core_indexed_blocks",
    [chainOfStories.lastHeight],
  );
  return result.rows[0]?.done === true;
}
