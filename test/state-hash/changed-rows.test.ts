/** Every write says which rows it changes: triggers that record them in the test say the same. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { GenesisRange } from "../../src/devnet/genesis/range.ts";
import { hashedTables } from "../../src/state-hash/tables.ts";
import { readRecordings } from "../conformance/runner/recording-files.ts";
import { runStream } from "../conformance/runner/run-stream.ts";
import { runCommand } from "../streamer/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { recordChanges, recordedTables, unlikeChanges } from "./recorder.ts";

const folders = ["streams", "streams-2026"].map((name) => fileURLToPath(new URL(`../data/${name}`, import.meta.url)));
const { streams } = readRecordings(folders);

/** The others take minutes: EM_STATE_HASH_STREAMS=all. */
const usualStreams = ["fuzz_1", "valid_500_b1"];
const tried = streams.filter(({ name }) => process.env.EM_STATE_HASH_STREAMS === "all" || usualStreams.includes(name));

async function recording(): Promise<TestDatabase> {
  const database = await freshDatabase();
  await database.client.query("insert into em.settings (name, value) values ('state_hash', 'on')");
  await recordChanges(database.client);
  return database;
}

/** Expects that the changes of every row are known, and that each row is known by a key of its own. */
async function expectAllKnown({ client }: TestDatabase): Promise<void> {
  expect(await unlikeChanges(client)).toEqual([]);
  expect(await recordedTables(client)).toBeGreaterThan(10);
  for (const { name, key, ofBlock } of hashedTables) {
    if (ofBlock === undefined) {
      const { rows } = await client.query(
        `select ${key.join(", ")} from ${name} group by ${key.join(", ")} having count(*) > 1`,
      );
      expect(rows, name).toEqual([]);
    }
  }
}

const sql = fileURLToPath(new URL("../../sql/", import.meta.url));
const files = ["functions", "generated"].flatMap((folder) =>
  readdirSync(`${sql}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql") && !path.startsWith("state-hash"))
    .map((path) => `${folder}/${path}`),
);

/** Its insert is undone. */
const withoutEffect = "functions/slug/fits-route-index.sql";

describe("the rows that a block changes are known from its writes", () => {
  it("since each of them says so", () => {
    const silent = files.flatMap((path) => {
      const text = readFileSync(sql + path, "utf8");
      return hashedTables.flatMap(({ name, ofBlock }) => {
        const writes = [...text.matchAll(new RegExp(`\\b(?:insert into|update|delete from) ${name}\\b`, "g"))];
        const said = [...text.matchAll(new RegExp(`\\breturning\\b[^;]*?\\bem\\.hash_${name}\\(`, "g"))];
        return ofBlock === undefined && writes.length !== said.length ? [`${path}: ${name}`] : [];
      });
    });
    expect(silent).toEqual([`${withoutEffect}: playlist_routes`]);
  });

  it.each(tried.map((stream) => ({ name: stream.name, edition: stream.edition, stream })))(
    "in the stream $name of edition $edition",
    async ({ stream }) => {
      await using database = await disposable();
      const { problems } = await runStream(stream, database.url);
      expect(problems.slice(0, 5)).toEqual([]);
      await expectAllKnown(database);
    },
  );

  it("in a genesis range, and in live blocks behind it with all kinds of transactions", async () => {
    await using database = await disposable();
    const genesis = new GenesisRange("hash", "devnet", 1_500);
    await using devnet = await disposableDevnet({
      seed: "hash",
      blocks: 250,
      blocksPerSecond: 0,
      mix: "dense",
      genesis,
    });
    await runCommand(["--rpc", devnet.url, "--end", "250", "--aggregates", "always"], {
      environment: { DATABASE_URL: database.url },
    });
    await expectAllKnown(database);
    const { rows } = await database.client.query<{ hashed: number; there: number }>(`
      select
        (select sum(row_count) from em.state_hashes)::integer as hashed,
        (select count(distinct (height, table_name, key)) from em.changed_rows)
          ${hashedTables.flatMap(({ name, ofBlock }) => (ofBlock === undefined ? [] : [`+ (select count(*) from ${name})`])).join("\n")}
          as there`);
    expect(rows[0]?.hashed).toBe(Number(rows[0]?.there));
  });
});

async function disposable(): Promise<TestDatabase & AsyncDisposable> {
  const database = await recording();
  return { ...database, [Symbol.asyncDispose]: () => database.drop() };
}

async function disposableDevnet(options: Parameters<typeof startDevnet>[0]): Promise<Devnet & AsyncDisposable> {
  const devnet = await startDevnet(options);
  return Object.assign(devnet, { [Symbol.asyncDispose]: () => devnet.stop() });
}
