import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { familyFilter } from "../../src/conformance/families.ts";
import { readRecordings, unpackedName } from "../../src/conformance/recording-files.ts";
import { describeFailure } from "../../src/conformance/report.ts";
import { CaseRunner } from "../../src/conformance/run-case.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { IMPLEMENTED_FAMILIES } from "../support/implemented.ts";

const CASES = fileURLToPath(new URL("../data/cases", import.meta.url));
const { caseFiles } = readRecordings([CASES]);
const hasHandlers = familyFilter(IMPLEMENTED_FAMILIES);
const runnable = caseFiles
  .map((file) => ({ ...file, cases: file.cases.filter(({ blocks }) => hasHandlers(blocks.flatMap(({ txs }) => txs))) }))
  .filter(({ cases }) => cases.length > 0);

let database: TestDatabase;
let runner: CaseRunner;

beforeAll(async () => {
  database = await freshDatabase();
  runner = await CaseRunner.open(database.client);
});

afterAll(() => database.drop());

test("all recorded cases are here, and all whose families have handlers are run", () => {
  expect(caseFiles.flatMap(({ cases }) => cases)).toHaveLength(4282);
  expect(runnable.flatMap(({ cases }) => cases)).toHaveLength(1585);
});

describe.each(["generated", "recorded"])("cases/%s", (folder) => {
  const files = runnable.filter(({ file }) => basename(dirname(file)) === folder);
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
  );
});
