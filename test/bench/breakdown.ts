import { createReadStream } from "node:fs";
import type { Client } from "pg";
import { blockFromJson } from "../../src/chain/json-block.ts";
import { lines } from "../../src/chain/lines.ts";
import { connect } from "../../src/database/connect.ts";
import { blockJson } from "../../src/edge/block.ts";
import { withOwnDatabases } from "../conformance/runner/own-databases.ts";
import { signatures } from "../conformance/runner/signatures.ts";
import { runStreamer } from "../conformance/runner/streamer-process.ts";
import type { Load } from "./load.ts";
import { prepare, succeeded } from "./measure.ts";

/** Where the time of a run goes, in milliseconds over the whole load. The parts overlap in a real run. */
export interface Breakdown {
  /** Node: from the line of NDJSON to core.v1.Block. */
  readonly decode: number;
  /** Node: from core.v1.Block to block_json: cleaning JSON, recovering signatures. */
  readonly edge: number;
  /** Sending block_json to Postgres and reading it as jsonb, one block at a time, with nothing done with it. */
  readonly sendAndParse: number;
  /** The procedures by the time spent in themselves, most first; `total` includes what they call. */
  readonly procedures: readonly { name: string; calls: number; self: number; total: number }[];
}

/**
 * Measures the parts of a run one by one, and the procedures with Postgres' own statistics (track_functions, which slows the run a
 * little and so is not part of the measured runs).
 *
 * @param server the URL of a database on the server, as a superuser
 */
export async function breakDown(server: string, load: Load): Promise<Breakdown> {
  return withOwnDatabases(server, 1, async ([url = ""]) => {
    await prepare(url, load);
    const client = await connect(url, { applicationName: "em-apply bench" });
    try {
      const { decode, edge, texts } = await timeNode(load.file);
      const sendAndParse = await timeSending(client, texts);
      await trackFunctions(client);
      succeeded(await runStreamer(load.file, url, load.edition));
      return { decode, edge, sendAndParse, procedures: await procedureTimes(client) };
    } finally {
      await client.end();
    }
  });
}

async function timeNode(file: string): Promise<{ decode: number; edge: number; texts: string[] }> {
  const texts: string[] = [];
  let decode = 0;
  let edge = 0;
  for await (const { bytes, number } of lines(createReadStream(file))) {
    const started = performance.now();
    const { block } = blockFromJson(bytes.toString(), `line ${number} of ${file}`);
    const decoded = performance.now();
    texts.push(blockJson(block, signatures));
    decode += decoded - started;
    edge += performance.now() - decoded;
  }
  return { decode, edge, texts };
}

async function timeSending(client: Client, texts: readonly string[]): Promise<number> {
  const started = performance.now();
  for (const text of texts) {
    await client.query({ name: "parse", text: "select jsonb_typeof($1::jsonb)", values: [text] });
  }
  return performance.now() - started;
}

async function trackFunctions(client: Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    "select format('alter database %I set track_functions = pl', current_database()) as statement",
  );
  for (const { statement } of rows) {
    await client.query(statement);
  }
}

async function procedureTimes(client: Client): Promise<Breakdown["procedures"]> {
  const { rows } = await client.query<{ name: string; calls: number; self: number; total: number }>(`
    select funcname as name, calls::integer as calls, self_time as self, total_time as total
    from pg_stat_user_functions order by self_time desc limit 25`);
  return rows;
}
