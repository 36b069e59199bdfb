import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readRecordings } from "../conformance/runner/recording-files.ts";
import { runStream, startingRows } from "../conformance/runner/run-stream.ts";
import { loadRows } from "../conformance/runner/start-state.ts";
import { readTableShapes } from "../conformance/runner/table-shapes.ts";
import { run } from "../support/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const folders = ["streams", "streams-2026"].map((name) => fileURLToPath(new URL(`../data/${name}`, import.meta.url)));
const { streams } = readRecordings(folders);

/** A stream that both references were recorded with. */
const name = "world_1";

function streamOf(edition: string) {
  const stream = streams.find((each) => each.edition === edition && each.file.includes(`/${name}.`));
  if (stream === undefined) {
    throw new Error(`there is no stream ${name} of edition ${edition}`);
  }
  return stream;
}

/** A database that our indexer wrote from the stream. */
async function indexed(edition: string): Promise<TestDatabase> {
  const database = await freshDatabase();
  const { problems } = await runStream(streamOf(edition), database.url);
  expect(problems).toEqual([]);
  return database;
}

/** One that holds the rows that the reference was recorded with, and no more. */
async function recorded(edition: string): Promise<TestDatabase> {
  const database = await freshDatabase();
  const shapes = await readTableShapes(database.client);
  const { tables, file } = streamOf(edition);
  await loadRows(database.client, shapes, tables, file);
  return database;
}

it.each(["2025", "2026"])(
  "finds what edition %s makes of a stream equal to what the reference made",
  async (edition) => {
    const [ours, theirs] = [await indexed(edition), await recorded(edition)];
    const tables = [...streamOf(edition).tables.keys()].join(",");
    const flags = ["--theirs", theirs.url, "--all", "--edition", edition, "--tables", tables];
    const { output, errors, code } = await run("parity", ours.url, ...flags);
    expect(errors).toBe("");
    expect(output).toMatch(/\nequal, save for what is known\n$/);
    expect(code).toBe(0);
    await Promise.all([ours.drop(), theirs.drop()]);
  },
);

/** One that our indexer wrote by another edition's rules from the blocks that edition 2025 was recorded with. */
async function indexedBy(edition: "2025" | "2026"): Promise<TestDatabase> {
  const database = await freshDatabase();
  const stream = streamOf("2025");
  await runStream({ ...stream, edition, pre: startingRows(stream).rows }, database.url);
  return database;
}

it("names what changed from edition 2025 to 2026, as the page of changes does", async () => {
  const [ours, theirs] = [await indexedBy("2026"), await indexedBy("2025")];
  const { output, code } = await run("parity", ours.url, "--theirs", theirs.url, "--rows", "1");
  expect(code).toBe(1);
  const judged = output.slice(output.indexOf("transactions that were judged otherwise:"));
  // A sample of the page, in its order of handlers.
  const page = [
    /^ {2}collectibles_create, docs\/rulebook-changes.md#collectibles_create$/,
    /^ {2}comment_react, docs/,
    /^ {4}refused by theirs alone: metadata_not_enveloped \(.*\): \d+ transactions?, such as 0x\w+$/,
    /^ {2}developer_app_create, docs/,
    /^ {4}refused by ours alone: address_missing \(the metadata names no developer app\): \d+ transactions/,
    /^ {2}unfollow, docs/,
    /^ {4}refused by ours alone: not_following/,
  ];
  const lines = judged.split("\n");
  const places = page.map((pattern) => lines.findIndex((line) => pattern.test(line)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  const changes = await readFile(new URL("../../docs/rulebook-changes.md", import.meta.url), "utf8");
  for (const [, handler] of judged.matchAll(/docs\/rulebook-changes.md#(\w+)$/gm)) {
    expect(changes).toContain(`<a id="${handler}"></a>`);
  }
  expect(output).toMatch(/^ +\d+ {2}follows: missing in ours; ours refused it: unfollow, not_following$/m);
  await Promise.all([ours.drop(), theirs.drop()]);
});
