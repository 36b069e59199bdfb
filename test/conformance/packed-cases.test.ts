import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { readRecordings, unpackedName } from "./runner/recording-files.ts";
import { describeFailure } from "./runner/report.ts";
import { CaseRunner } from "./runner/run-case.ts";

const folders = [
  { folder: "cases/generated", count: 3979 },
  { folder: "cases/recorded", count: 303 },
  { folder: "cases-2026", count: 4241 },
].map(({ folder, count }) => ({
  folder,
  count,
  files: readRecordings([fileURLToPath(new URL(`../data/${folder}`, import.meta.url))]).caseFiles,
}));

/**
 * A recording that says otherwise than the decision in force, with how its outcome differs: the genesis carries times in UTC, and Go
 * keeps the wall clock of another zone where E2 converts it (docs/decisions.md).
 */
const contradicted: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "Migration_Event_Create/enveloped-time",
    ["created_at", "updated_at"].map(
      (column) => `events (event_id 85): ${column} is "2020-01-02T01:04:05", expected "2020-01-02T03:04:05"`,
    ),
  ],
]);

/** Some files hold hundreds of cases, and the machine may be busy. */
const FILE_TIMEOUT = 300_000;

let database: TestDatabase;
let runner: CaseRunner;

beforeAll(async () => {
  database = await freshDatabase();
  runner = await CaseRunner.open(database.client);
});

afterAll(() => database.drop());

describe.each(folders)("$folder", ({ count, files }) => {
  test("holds all recorded cases", () => {
    expect(files.flatMap(({ cases }) => cases)).toHaveLength(count);
  });

  test.each(files.map((file) => ({ subject: unpackedName(basename(file.file)), file })))(
    "$subject",
    async ({ file }) => {
      await runner.enterWorld(file.world);
      const failures: string[] = [];
      for (const conformanceCase of file.cases) {
        const outcome = await runner.run(conformanceCase);
        const decided = contradicted.get(conformanceCase.name);
        if (decided !== undefined) {
          expect(outcome.problems).toEqual(decided);
        } else if (outcome.problems.length > 0) {
          failures.push(describeFailure(outcome, false));
        }
      }
      expect(failures.slice(0, 10)).toEqual([]);
    },
    FILE_TIMEOUT,
  );
});
