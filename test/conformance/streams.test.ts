import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freshDatabase } from "../support/database.ts";
import { readRecordings } from "./runner/recording-files.ts";
import { runStream } from "./runner/run-stream.ts";

const folders = ["streams", "streams-2026"].map((name) => fileURLToPath(new URL(`../data/${name}`, import.meta.url)));
const { streams } = readRecordings(folders);

/** A stream of thousands of transactions, on a busy machine. */
const STREAM_TIMEOUT = 300_000;

test("all recorded streams are here", () => {
  const names = streams.map(({ edition, name }) => `${edition} ${name}`).sort();
  const recorded = ["fuzz_1", "fuzz_2", "mix_1", "mix_3", "mixed5k", "valid_500_b1"];
  expect(names).toEqual(["2025", "2026"].flatMap((edition) => recorded.map((name) => `${edition} ${name}`)));
});

test.each(streams.map((stream) => ({ name: stream.name, edition: stream.edition, stream })))(
  "edition $edition: $name through the streamer ends with exactly the recorded rows and rejections",
  async ({ stream }) => {
    const database = await freshDatabase();
    try {
      const { problems } = await runStream(stream, database.url);
      expect(problems.slice(0, 20)).toEqual([]);
    } finally {
      await database.drop();
    }
  },
  STREAM_TIMEOUT,
);
