import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { readRecordings, unpackedName } from "./runner/recording-files.ts";
import { describeFailure } from "./runner/report.ts";
import { CaseRunner } from "./runner/run-case.ts";

const { caseFiles } = readRecordings([fileURLToPath(new URL("../data/cases", import.meta.url))]);

/** Some files hold hundreds of cases, and the machine may be busy. */
const FILE_TIMEOUT = 300_000;

let database: TestDatabase;
let runner: CaseRunner;

beforeAll(async () => {
  database = await freshDatabase();
  runner = await CaseRunner.open(database.client);
});

afterAll(() => database.drop());

test("all recorded cases are here", () => {
  expect(caseFiles.flatMap(({ cases }) => cases)).toHaveLength(4282);
});

describe.each(["generated", "recorded"])("cases/%s", (folder) => {
  const files = caseFiles.filter(({ file }) => basename(dirname(file)) === folder);
  test.each(files.map((file) => ({ subject: unpackedName(basename(file.file)), file })))(
    "$subject",
    async ({ file }) => {
      await runner.enterWorld(file.world);
      const failures: string[] = [];
      for (const conformanceCase of file.cases) {
        const outcome = await runner.run(conformanceCase);
        if (outcome.problems.length > 0) failures.push(describeFailure(outcome, false));
      }
      expect(failures.slice(0, 10)).toEqual([]);
    },
    FILE_TIMEOUT,
  );
});
