/** Two processes that both believe they have the lock: em.writer lets one of them commit. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileSource } from "../../src/chain/file-source.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { signatures } from "../../src/generated/signatures.ts";
import { createLog } from "../../src/log.ts";
import { edgeWith } from "../../src/streamer/reader/prepare.ts";
import { readHere } from "../../src/streamer/reader/read-here.ts";
import { Run, type RunEnd } from "../../src/streamer/run/run.ts";
import { openSession, type Session } from "../../src/streamer/setup/session.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { exportedDevnet } from "./exported-devnet.ts";

const edge = edgeWith(signatureIndex(signatures));

let database: TestDatabase;
let blocks: Awaited<ReturnType<typeof exportedDevnet>>;
const sessions: Session[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  blocks = await exportedDevnet({ blocks: 60 });
});

afterEach(async () => {
  for (const session of sessions.splice(0)) {
    await session.end().catch(() => undefined);
  }
  await blocks.remove();
  await database.drop();
});

/** A session which loses the lock as a pooler takes it: nobody says so. */
async function sessionWithoutLock(): Promise<Session> {
  const session = await openSession(database.url);
  sessions.push(session);
  await session.client.query("select pg_advisory_unlock_all()");
  return session;
}

function run(session: Session, end: number): Promise<RunEnd> {
  return new Run({
    session,
    reader: readHere(fileSource(blocks.path), edge),
    limits: { blocks: 3, transactions: 2000, milliseconds: 1000 },
    bufferBlocks: 20,
    end,
    signal: new AbortController().signal,
    log: createLog({ level: "silent" }),
  }).finish();
}

async function heights(): Promise<number[]> {
  const { rows } = await database.client.query<{ block_height: string }>(
    "select block_height from etl_blocks order by id",
  );
  return rows.map(({ block_height }) => Number(block_height));
}

function upTo(height: number): number[] {
  return Array.from({ length: height }, (_, index) => index + 1);
}

const refused = {
  exitCode: 75,
  message: expect.stringMatching(
    /^applying blocks? .* failed: pid \d+ on .* has applied blocks to this database since .* \(SQLSTATE 55006\): another process applies blocks/,
  ),
};

test("the one who became the writer last goes on, and the other one ends with 75 and keeps nothing", async () => {
  const first = await sessionWithoutLock();
  expect(await run(first, 10)).toBe("end height");
  const second = await sessionWithoutLock();
  await expect(run(first, 20)).rejects.toMatchObject(refused);
  expect(await heights()).toEqual(upTo(10));
  expect(await run(second, 20)).toBe("end height");
  expect(await heights()).toEqual(upTo(20));
});

test("of two who work at once, one commits", async () => {
  const first = await sessionWithoutLock();
  const second = await sessionWithoutLock();
  const [lost, won] = await Promise.allSettled([run(first, 60), run(second, 60)]);
  expect(lost).toMatchObject({ status: "rejected", reason: refused });
  expect(won).toEqual({ status: "fulfilled", value: "end height" });
  expect(await heights()).toEqual(upTo(60));
});

test("nobody becomes the writer while a commit of another is under way", async () => {
  const first = await sessionWithoutLock();
  await first.begin();
  let isOpen = false;
  const opening = sessionWithoutLock().then(() => {
    isOpen = true;
  });
  await expect
    .poll(async () => {
      const { rowCount } = await database.client.query("select from pg_stat_activity where wait_event_type = 'Lock'");
      return rowCount;
    })
    .toBe(1);
  expect(isOpen).toBe(false);
  await first.client.query("commit");
  await opening;
  await expect(first.begin()).rejects.toMatchObject({ code: "55006" });
  await first.client.query("rollback");
});
