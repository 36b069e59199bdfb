import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freshDatabase } from "../support/database.ts";
import { readRecordings } from "./runner/recording-files.ts";
import { runStream } from "./runner/run-stream.ts";

const { streams } = readRecordings([fileURLToPath(new URL("../data/streams", import.meta.url))]);

/** A stream of thousands of transactions, on a busy machine. */
const STREAM_TIMEOUT = 300_000;

test("all recorded streams are here", () => {
  const names = streams.map(({ name }) => name).sort();
  expect(names).toEqual(["fuzz_1", "fuzz_2", "mix_1", "mix_3", "mixed5k", "valid_500_b1"]);
});

test.each(streams.map((stream) => ({ name: stream.name, stream })))(
  "$name through the streamer ends with exactly the recorded rows and rejections",
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
