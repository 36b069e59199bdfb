import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { DevnetOptions } from "../../src/devnet/devnet.ts";
import { exitCode, Failure } from "../../src/exit.ts";

/** A devnet in a process of its own, as a real node is, which comes out with a block when it is told to. */
export interface Node {
  readonly url: string;
  /** Has the next block ready: a devnet makes it up, and a node has it. */
  prepare(): Promise<void>;
  /** Comes out with the next block. @returns when that was, of the monotonic clock, in milliseconds */
  advance(): Promise<number>;
  /** Ends the process. */
  stop(): Promise<void>;
}

/**
 * Starts it.
 * @param options of the devnet
 * @param flags for its process, of node and V8
 * @throws Failure where the process ends before it says where it is
 */
export async function startNode(options: DevnetOptions, flags: readonly string[] = []): Promise<Node> {
  const program = fileURLToPath(new URL("node-process.ts", import.meta.url));
  const node = spawn(process.execPath, [...flags, "--import", "tsx", program, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(node, "close");
  const lines = createInterface({ input: node.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) {
      throw new Failure("the devnet ended", exitCode.failed);
    }
    return value;
  };
  const ask = async (request: "prepare" | "advance"): Promise<number> => {
    node.stdin.write(`${request}\n`);
    return Number(await said());
  };
  return {
    url: await said(),
    prepare: async () => {
      await ask("prepare");
    },
    advance: () => ask("advance"),
    stop: async () => {
      node.stdin.end();
      await ended;
    },
  };
}
