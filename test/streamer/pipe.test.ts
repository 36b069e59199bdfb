import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { startCommand } from "./command.ts";
import { exportedDevnet } from "./exported-devnet.ts";

let database: TestDatabase;
let folder: string;
let pipe: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "em-pipe-"));
  pipe = join(folder, "blocks");
  execFileSync("mkfifo", [pipe]);
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const patience = { timeout: 120_000, interval: 50 };

const start = () => startCommand(["--source", pipe, "--log-level", "debug"], { DATABASE_URL: database.url });

test("a named pipe that nobody writes to is left at a signal, with 0", async () => {
  const command = start();
  // It holds the lock when it begins to read.
  await vi.waitUntil(async () => {
    const { rowCount } = await database.client.query(
      "select from pg_locks join pg_database on oid = database and datname = current_database() where locktype = 'advisory'",
    );
    return rowCount === 1;
  }, patience);
  command.process.kill("SIGTERM");
  expect(await command.end(), command.log()).toEqual({ code: 0, signal: null });
});

test("a named pipe is read to its end, and left at a signal while its writer is silent", async () => {
  const blocks = await exportedDevnet({ blocks: 20 });
  const text = await readFile(blocks.path);
  await blocks.remove();
  const lines = text.toString("utf8").split(/(?<=\n)/);

  const first = start();
  const silent = createWriteStream(pipe);
  silent.write(lines.slice(0, 10).join(""));
  await vi.waitUntil(async () => (await height()) === 10, patience);
  first.process.kill("SIGTERM");
  expect(await first.end()).toEqual({ code: 0, signal: null });
  silent.destroy();

  const second = start();
  createWriteStream(pipe).end(text);
  expect(await second.end()).toEqual({ code: 0, signal: null });
  expect(await height()).toBe(20);
});

async function height(): Promise<number> {
  const { rows } = await database.client.query<{ height: number }>(
    "select coalesce(max(height), 0) as height from core_indexed_blocks",
  );
  return rows[0]?.height ?? 0;
}
