import { expect, inject, test } from "vitest";
import { emptyLoad, type LoadSource, mainnetLoad, writeLoad } from "./load.ts";
import { measure } from "./measure.ts";

test("a run times the streamer, its start-up, and COPY of the rows that it left", async () => {
  await using load = await writeLoad(mainnetLoad(20));
  const run = await measure(inject("testServerUrl"), load);
  expect(run.streamer).toBeGreaterThan(0);
  expect(run.startUp).toBeGreaterThan(0);
  expect(run.copy).toBeGreaterThan(0);
  expect(run.rows).toBeGreaterThan(3 * load.blocks);
});

test("a run that did not leave the rows that it must is no measurement", async () => {
  const source: LoadSource = { ...emptyLoad(2), rows: new Map([["users", 1]]) };
  await using load = await writeLoad(source);
  await expect(measure(inject("testServerUrl"), load)).rejects.toThrow(
    "after the load empty the table users has 0 rows, expected 1",
  );
});
