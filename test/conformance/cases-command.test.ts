import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { caseLine, seenRow } from "../support/recordings.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const nobodyClaims = { entity_type: "Banana", action: "Peel" };
const pre = { blocks: [{ number: 6, blockhash: "0xb6", parenthash: null, is_current: true }] };
const inserted = { notification_seen: { inserted: [seenRow], updated: [], deleted: [] } };

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "em-apply-cases-"));
  const right = caseLine({ name: "right", family: nobodyClaims, pre });
  const wrong = caseLine({ name: "wrong", family: nobodyClaims, pre, changes: inserted });
  writeFileSync(join(folder, "right.jsonl"), `${right}\n`);
  writeFileSync(join(folder, "mixed.jsonl"), `${right}\n${wrong}\n`);
  const today = caseLine({ name: "today", family: nobodyClaims, pre, edition: "2026" });
  const refused = [{ block: 0, tx: 0, kind: "validation", reason: "no handler registered" }];
  const genesis = { edition: "2026", kind: "manage_entity_migration", rejected: refused } as const;
  const migrated = caseLine({ name: "migrated", family: nobodyClaims, pre, ...genesis });
  writeFileSync(join(folder, "editions.jsonl"), `${right}\n${today}\n${migrated}\n`);
  writeFileSync(join(folder, "malformed.jsonl"), `${right}\n{"name": 5}\n`);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command as a person does, on the test run's server. */
async function cases(...words: string[]): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/conformance/main.ts", ...words], {
    cwd: PROJECT,
    env: { ...process.env, DATABASE_URL: inject("testServerUrl") },
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  return { code, output, errors };
}

describe("npm run cases", () => {
  test("ends with 0 and the closing line when all pass", async () => {
    expect(await cases(join(folder, "right.jsonl"))).toEqual({ code: 0, output: "1 passed, 0 failed\n", errors: "" });
  });

  test("ends with 1 and names case, file, line and row of what failed", async () => {
    const { code, output } = await cases("--list-families", join(folder, "mixed.jsonl"));
    expect(code).toBe(1);
    expect(output).toContain(`✗ wrong  ${join(folder, "mixed.jsonl")}:2\n    notification_seen (user_id 5`);
    expect(output).toMatch(/ {2}2025 {2}Banana Peel {6}1 passed {2}1 failed\n1 passed, 1 failed\n$/);
  });

  test("runs only what the options choose", async () => {
    expect((await cases("--only", "^ri", join(folder, "mixed.jsonl"))).output).toBe("1 passed, 0 failed\n");
    expect((await cases("--families", "User Create", "--only", "right", join(folder, "mixed.jsonl"))).code).toBe(0);
  });

  test("counts families by the edition that judges them", async () => {
    const { output } = await cases("--list-families", join(folder, "editions.jsonl"));
    expect(output).toMatch(
      /^ {2}2025 {5}Banana Peel {6}1 passed\n {2}2026 {5}Banana Peel {6}1 passed\n {2}genesis {2}Banana Peel {6}1 passed\n/,
    );
  });

  test("writes JSON on request", async () => {
    const { output } = await cases("--json", join(folder, "mixed.jsonl"));
    expect(JSON.parse(output)).toEqual({
      passed: 1,
      failed: 1,
      families: { "2025": { "Banana Peel": { passed: 1, failed: 1 } } },
      failures: [
        {
          name: "wrong",
          file: join(folder, "mixed.jsonl"),
          line: 2,
          problems: [expect.stringContaining("is missing")],
        },
      ],
    });
  });

  test.concurrent.each([
    [["nowhere"], /^nowhere: no such file or folder\n$/],
    [["malformed.jsonl"], /malformed\.jsonl:2: name: /],
    [["--only", "(", "right.jsonl"], /Invalid regular expression/],
    [["--only", "nothing", "right.jsonl"], /no case and no stream/],
    [["--families", "Track", "right.jsonl"], /a family is an entity type and an action/],
    [[], /missing required argument/],
  ])("ends with 64 and a sentence for %j", async (words, message) => {
    const atHome = words.map((word) => (word.endsWith(".jsonl") ? join(folder, word) : word));
    const { code, errors } = await cases(...atHome);
    expect(errors).toMatch(message);
    expect(code).toBe(64);
  });
});
