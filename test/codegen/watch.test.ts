/** npm run codegen -- --watch, in a copy of the tree, so that the tests beside this one keep theirs. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const copied = ["codegen", "docs", "handlers", "migrations", "sql", "src", "test", "package.json", "vitest.config.ts"];
const spec = "handlers/track-collaborator/answer.ts";

let tree: string;
let database: TestDatabase;
let watching: ChildProcess;
let output = "";

beforeAll(async () => {
  database = await freshDatabase();
  tree = await mkdtemp(join(tmpdir(), "em-apply-tree-"));
  for (const name of copied) {
    const isData = (path: string) => path.startsWith(join(root, "test/data"));
    await cp(join(root, name), join(tree, name), { recursive: true, filter: (path) => !isData(path) });
  }
  await symlink(join(root, "node_modules"), join(tree, "node_modules"));
  watching = spawn(join(root, "node_modules/.bin/tsx"), ["codegen/main.ts", "--watch"], {
    cwd: tree,
    env: { ...process.env, DATABASE_URL: database.url, EM_TEST_DATABASE_URL: inject("testServerUrl") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  watching.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  await told(/^watching handlers\/ and sql\//m);
});

afterAll(async () => {
  watching.kill();
  await database.drop();
  await rm(tree, { recursive: true, force: true });
});

async function told(words: RegExp): Promise<void> {
  await vi.waitFor(() => expect(output).toMatch(words), { timeout: 240_000, interval: 50 });
}

async function change(from: string, to: string): Promise<void> {
  const path = join(tree, spec);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  // As most editors save: another file in its place.
  await writeFile(`${path}~`, text.replace(from, to));
  await rename(`${path}~`, path);
}

test("a spec that is refused is named, and the watch goes on; a change is in the database and its tests have run", async () => {
  await change("export const", "export cons");
  await told(/^ {2}refused: [\s\S]*answer\.ts/m);

  const reason = "was not asked to collaborate";
  await change("export cons", "export const");
  await change("is not invited to collaborate", reason);
  await told(
    /^ {2}procedures: replaced\n {2}test\/handlers\/track-collaborator\/answer\.test\.ts: \d+ passed, \d+ failed$/m,
  );
  const { rows } = await database.client.query<{ name: string }>(
    "select proname as name from pg_proc where prosrc like $1",
    [`%${reason}%`],
  );
  expect(rows.length).toBeGreaterThan(0);

  watching.kill("SIGTERM");
  expect(await once(watching, "close")).toEqual([0, null]);
});
