import { expect, test } from "vitest";
import type { Run } from "./measure.ts";
import { describeRates, ratesOf } from "./report.ts";

const run = (streamer: number, copyAll: number): Run => ({
  streamer,
  startUp: 1_000,
  copyAll,
  copyDomain: copyAll / 2,
  rowsAll: 40,
  rowsDomain: 20,
  rejected: 0,
});

test("rates are medians, and the share of COPY is each run's beside its own", () => {
  const rates = ratesOf([run(2_000, 500), run(11_000, 5_000), run(5_000, 1_000)], 1_000);
  expect(rates.streamer).toEqual({ median: 200, slowest: 1_000 / 11, fastest: 500 });
  expect(rates.steady).toEqual({ median: 250, slowest: 100, fastest: 1_000 });
  expect(rates.copyAll).toEqual({ median: 1_000, slowest: 200, fastest: 2_000 });
  expect(rates.shareOfAll).toEqual({ median: 0.5, slowest: 0.25, fastest: 0.5 });
});

test("the figures come with the conditions that they were measured under", () => {
  const runs = [run(2_000, 500)];
  const conditions = { postgres: "15.13", settings: { fsync: "on" }, node: "v20.20.2", processors: "2 × a chip" };
  expect(describeRates(ratesOf(runs, 1_000), conditions, runs)).toBe(
    [
      "Postgres 15.13, fsync on; node v20.20.2, 2 × a chip; median of 1 runs",
      "  streamer, start to end                  500 tx/s  (500 to 500)",
      "  streamer without start-up             1,000 tx/s  (1,000 to 1,000)",
      "  COPY of all 40 rows                   2,000 tx/s  (2,000 to 2,000); the streamer reaches 50 % (50 % to 50 %)",
      "  COPY of the 20 domain rows            4,000 tx/s  (4,000 to 4,000); the streamer reaches 25 % (25 % to 25 %)",
    ].join("\n"),
  );
});
