import { type Devnet, startDevnet } from "../../src/devnet/devnet.ts";
import { type Command, startCommand } from "../streamer/command.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

/** `npm start` with its console, on a devnet and a database of its own. */
export interface ConsoleIndexer extends AsyncDisposable {
  readonly devnet: Devnet;
  readonly database: TestDatabase;
  readonly command: Command;
  /** Where the console answers, without a slash at the end. */
  readonly url: string;
}

/** What reads whole tables, and is not what is tested here. */
const withoutFullReads = ["--refresh-views", "off", "--aggregates", "off"];

/**
 * Starts all of it, and waits until the first blocks are in.
 * @param flags for `npm start`, beside those that say where chain and database are
 */
export async function startConsoleIndexer(...flags: string[]): Promise<ConsoleIndexer> {
  const database = await freshDatabase();
  const devnet = await startDevnet({ seed: "console", blocks: 60, mix: "dense", blocksPerSecond: 0 });
  const command = startCommand(["--rpc", devnet.url, "--http-port", "0", ...withoutFullReads, ...flags], {
    DATABASE_URL: database.url,
  });
  const url = await new Promise<string>((resolve, reject) => {
    void command.end().then(() => reject(new Error(command.log())));
    command.process.stderr?.on("data", () => {
      const found = /the console is at (http:\/\/[^/]+)\//.exec(command.log())?.[1];
      if (found !== undefined) {
        resolve(found);
      }
    });
  });
  const stop = async () => {
    command.process.kill("SIGTERM");
    await command.end();
    await devnet.stop();
    await database.drop();
  };
  const isAtHead = async () => {
    const { rowCount } = await database.client.query("select from core_indexed_blocks where height = 60");
    return rowCount === 1;
  };
  while (!(await isAtHead())) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { devnet, database, command, url, [Symbol.asyncDispose]: stop };
}
