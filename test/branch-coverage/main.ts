/** npm run coverage: how much of our PL/pgSQL functions the tests execute. */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "@commander-js/extra-typings";
import { z } from "zod";
import { exitCode, Failure, reportEnd } from "../../src/exit.ts";
import { createLog } from "../../src/log.ts";
import { addCounts, coverageOf, type StatementCount } from "./branches.ts";
import { type Covered, page, percent, totals } from "./report.ts";
import { sourceFiles } from "./source.ts";

/** The least share of its branches that a handler's tests must take, in percent, or the rest is named. */
const wanted = 95;

/** What is run: the handlers' own tests, the recorded cases, and the tests of the functions that they call. */
const tests = ["test/handlers", "test/conformance/packed-cases.test.ts", "test/etl", "test/sql"];

const repository = fileURLToPath(new URL("../..", import.meta.url));

new Command("coverage")
  .description(
    "Runs the tests of handlers and functions with plpgsql_check's profiler on, and writes docs/coverage.md: branches and " +
      "statements by function, and the branches that no test takes. Needs a server with that extension: DATABASE_URL (a " +
      "superuser), or EM_TEST_POSTGRES_IMAGE for a container.",
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCode.done : exitCode.usage))
  .parse();

async function run(): Promise<number> {
  const { DATABASE_URL, EM_TEST_POSTGRES_IMAGE } = process.env;
  if (!DATABASE_URL && !EM_TEST_POSTGRES_IMAGE) {
    throw new Failure(
      "coverage needs a server with the extension plpgsql_check: name one in DATABASE_URL, or an image in EM_TEST_POSTGRES_IMAGE",
      exitCode.usage,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "em-apply-coverage-"));
  try {
    const passed = await runTests(folder, DATABASE_URL);
    const counts = await readCounts(folder);
    const covered = withSources(addCounts(counts.map(({ statements }) => statements)));
    const server = counts[0]?.server ?? "";
    const date = new Date().toISOString().slice(0, 10);
    await writeFile(join(repository, "docs", "coverage.md"), page(covered, { date, server, tests, passed }));
    print(covered.filter(({ source }) => source.isGenerated));
    return exitCode.done;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const reportShape = z.object({ numPassedTests: z.number() });

async function runTests(folder: string, url: string | undefined): Promise<number> {
  const report = join(folder, "report");
  const options = [
    "--reporter=dot",
    "--reporter=json",
    `--outputFile=${report}`,
    "--testTimeout=600000",
    "--hookTimeout=600000",
  ];
  const code = await new Promise<number>((settle, fail) => {
    const child = spawn(join(repository, "node_modules", ".bin", "vitest"), ["run", ...options, ...tests], {
      cwd: repository,
      stdio: "inherit",
      env: { ...process.env, EM_COVERAGE_FOLDER: folder, ...(url ? { EM_TEST_DATABASE_URL: url } : {}) },
    });
    child.once("error", fail);
    child.once("close", (ended) => settle(ended ?? 1));
  });
  if (code !== 0) {
    throw new Failure("tests failed: their coverage means nothing", exitCode.failed);
  }
  return reportShape.parse(JSON.parse(await readFile(report, "utf8"))).numPassedTests;
}

const countsShape = z.object({
  server: z.string(),
  statements: z.array(
    z.object({
      function: z.string(),
      id: z.number(),
      parent: z.number().nullable(),
      note: z.string().nullable(),
      line: z.number(),
      kind: z.string(),
      count: z.number(),
    }),
  ),
});

async function readCounts(folder: string): Promise<{ server: string; statements: StatementCount[] }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  return await Promise.all(
    names.map(async (name) => countsShape.parse(JSON.parse(await readFile(join(folder, name), "utf8")))),
  );
}

function withSources(counts: readonly StatementCount[]): Covered[] {
  const files = sourceFiles();
  return coverageOf(counts).flatMap((coverage) => {
    const source = files.get(coverage.function);
    return source === undefined ? [] : [{ ...coverage, source }];
  });
}

function print(covered: readonly Covered[]): void {
  for (const each of covered) {
    const taken = each.branches.filter((branch) => branch.taken).length;
    const short = percent(taken, each.branches.length) < wanted ? `  below ${wanted} %, see docs/coverage.md` : "";
    process.stdout.write(`${each.function}: ${totals([each]).branches} branches${short}\n`);
  }
  const { branches, statements } = totals(covered);
  process.stdout.write(`${covered.length} generated functions: ${branches} branches, ${statements} statements\n`);
}

process.exitCode = await run().catch((error: unknown) => reportEnd(error, createLog({ level: "info" })));
