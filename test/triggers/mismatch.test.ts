/** `npm start` and `npm run doctor` name triggers that do not count what the edition in force writes. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../streamer/command.ts";
import { exportedDevnet } from "../streamer/exported-devnet.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { installTriggers } from "../support/triggers.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

let file: Awaited<ReturnType<typeof exportedDevnet>>;
let database: TestDatabase;

beforeAll(async () => {
  file = await exportedDevnet({ blocks: 20 });
  database = await freshDatabase();
});

afterAll(async () => {
  await database.drop();
  await file.remove();
});

const index = (...flags: string[]) => runCommand(["--source", file.path, "--database", database.url, ...flags]);

async function doctor(): Promise<{ code: number; output: string }> {
  const args = ["--import", "tsx", "src/commands/doctor.ts", "--database", database.url];
  try {
    return { code: 0, output: (await run(process.execPath, args, { cwd: root })).stdout };
  } catch (error) {
    if (error instanceof Error && "code" in error && "stdout" in error) {
      return { code: Number(error.code), output: String(error.stdout) };
    }
    throw error;
  }
}

describe("an edition and the triggers of the database", () => {
  test("fit where the database has none", async () => {
    expect(await index("--rules", "2025", "--end", "4")).not.toContain("does not fit");
    expect(await doctor()).toMatchObject({ code: 0 });
  });

  test("edition 2025 does not fit those of 2026", async () => {
    await installTriggers(database.client, "B");
    const words =
      "edition 2025 does not fit the triggers of this database: on_follow on follows, on_repost on reposts, on_save on saves are of 2026";
    expect(await index("--end", "8")).toContain(words);
    const told = await doctor();
    expect(told).toMatchObject({ code: 1 });
    expect(told.output).toContain(`triggers: ${words}`);
    expect(told.output).toMatch(/not healthy\n$/);
  });

  test("edition 2026 fits them, and not those of 2025, nor a mix", async () => {
    expect(await index("--rules", "2026", "--end", "10")).not.toContain("does not fit");
    expect(await doctor()).toMatchObject({ code: 0 });
    await database.client.query(
      "create or replace trigger on_save after insert on saves for each row execute function handle_save()",
    );
    expect(await index("--end", "12")).toContain(
      "edition 2026 does not fit the triggers of this database: on_save on saves is of 2025",
    );
    await installTriggers(database.client, "A");
    expect(await index("--end", "14")).toContain(
      "on_follow on follows, on_repost on reposts, on_save on saves are of 2025",
    );
  });

  test("an edition that is in force from a later block on is named before", async () => {
    expect(await index("--rules", "2025,2026@100", "--end", "16")).toContain(
      "edition 2026, in force from block 100 on, does not fit the triggers",
    );
    expect(await index("--rules", "2026,2025@17", "--end", "18")).not.toContain("does not fit");
  });
});
