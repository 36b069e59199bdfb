/**
 * npm test: types, style, then every test; closing line `N passed, N failed`. Arguments go to vitest, such as a part of a file's
 * name. A failed check of types or style counts as one failure.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const root = fileURLToPath(new URL("../", import.meta.url));

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Runs a tool that says all that is to say itself; only its failure counts. */
async function runCheck(what: string, tool: string, args: readonly string[]): Promise<Count> {
  const code = await runTool(tool, args);
  console.log(`${what}: ${code === 0 ? "ok" : `failed (${tool} ended with ${code})`}`);
  return { passed: 0, failed: code === 0 ? 0 : 1 };
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

async function runTests(args: readonly string[]): Promise<Count> {
  const directory = await mkdtemp(join(tmpdir(), "em-apply-report-"));
  const path = join(directory, "report.json");
  try {
    const code = await runTool("vitest", [
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile=${path}`,
      ...args,
    ]);
    const text = await readFile(path, "utf8").catch(() => undefined);
    const count = text === undefined ? { passed: 0, failed: 0 } : countTests(text);
    // An error outside the tests, or a run without any, fails no test.
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function countTests(text: string): Count {
  const { numPassedTests, numFailedTests, testResults } = report.parse(JSON.parse(text));
  // A file that cannot be loaded has no tests to fail.
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

async function runTool(tool: string, args: readonly string[]): Promise<number> {
  return await new Promise((settle, fail) => {
    const child = spawn(join(root, "node_modules", ".bin", tool), args, { cwd: root, stdio: "inherit" });
    child.once("error", fail);
    child.once("close", (code) => settle(code ?? 1));
  });
}

const counts = [
  await runCheck("types", "tsc", ["--noEmit", "-p", "."]),
  await runCheck("types of the console's page", "tsc", ["--noEmit", "-p", "console"]),
  await runCheck("style", "biome", ["check", "."]),
  await runTests(process.argv.slice(2)),
];
const passed = sum(counts.map((count) => count.passed));
const failed = sum(counts.map((count) => count.failed));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
