import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RecordedEdition } from "./case-format.ts";

/** How a run of the streamer ended. */
export interface StreamerEnd {
  /** Its exit code; null when a signal ended it. */
  readonly code: number | null;
  /** The end of what it wrote, for messages. */
  readonly output: string;
  /** From start to end, start-up included. */
  readonly milliseconds: number;
  /** The most memory that it held, in bytes; undefined on a system without /proc. */
  readonly peakBytes: number | undefined;
}

/** How often the memory is looked at, in milliseconds: Linux keeps the peak itself, and forgets it with the process. */
const lookEveryMilliseconds = 100;

const project = fileURLToPath(new URL("../../..", import.meta.url));
const keptOutput = 4_000;

/**
 * Runs the real streamer as its own process over a file of blocks, to the file's end: `npm start -- --source FILE --rules EDITION`.
 *
 * @param file NDJSON, one core.v1.Block a line
 * @param url the database that it indexes into
 * @param edition the rules that judge the blocks
 * @param flags further words of the command line
 */
export async function runStreamer(
  file: string,
  url: string,
  edition: RecordedEdition,
  flags: readonly string[] = [],
): Promise<StreamerEnd> {
  const { CORE_RPC_URL: _anotherSource, ...environment } = process.env;
  const started = performance.now();
  const words = ["src/commands/start.ts", "--source", file, "--rules", edition, ...flags];
  const child = spawn(process.execPath, ["--import", "tsx", ...words], {
    cwd: project,
    env: { ...environment, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  let peakBytes: number | undefined;
  const look = setInterval(() => {
    peakBytes = peakOf(child.pid) ?? peakBytes;
  }, lookEveryMilliseconds);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  clearInterval(look);
  return { code, output, milliseconds: performance.now() - started, peakBytes };
}

function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
