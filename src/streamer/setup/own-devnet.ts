import type pg from "pg";
import type { Logger } from "pino";
import type { Config } from "../../config.ts";
import { exitCode, Failure } from "../../exit.ts";
import { resumePoint } from "../run/resume.ts";
import { keepSetting } from "./settings.ts";

/** The id of the chain that `npm start` indexes when no node and no file is configured. */
const devnetChainId = "devnet";

const ownDevnetSetting = "built_in_devnet";

/** The devnet of this process, stopped when it is disposed of. */
export interface OwnDevnet extends AsyncDisposable {
  readonly url: string;
}

/**
 * Starts the built-in devnet with as many blocks as were indexed of it before, so that it goes on where it stopped.
 * @param client the connection to the database that it is indexed into
 * @throws Failure 78 where the database is of a real chain: a forgotten CORE_RPC_URL must not mix the two
 */
export async function startOwnDevnet(client: pg.Client, config: Config, log: Logger): Promise<OwnDevnet> {
  const { chainId, next } = await resumePoint(client, { chainId: devnetChainId, start: config.start });
  if (chainId !== undefined && chainId !== devnetChainId) {
    throw new Failure(
      `no node is configured, and the database holds chain "${chainId}": the built-in devnet is not indexed into it. Say which node with --rpc (CORE_RPC_URL), or take an empty database.`,
      exitCode.configuration,
    );
  }
  await markOwnDevnet(client, config.devnetSeed);
  const blocks = Math.max(config.devnetBlocks, config.end ?? 0, (next ?? 1) - 1);
  log.info(
    `no node is configured: indexing the built-in devnet, seed ${config.devnetSeed}, ${blocks} blocks and one more a second`,
  );
  // Only a first look needs it: nobody else is to wait until it is loaded.
  const { startDevnet } = await import("../../devnet/devnet.ts");
  const devnet = await startDevnet({ seed: config.devnetSeed, blocks, chainId: devnetChainId });
  return { url: devnet.url, [Symbol.asyncDispose]: () => devnet.stop() };
}

/** Marks the tables as those of the built-in devnet, which no other chain continues. */
async function markOwnDevnet(client: pg.Client, seed: number): Promise<void> {
  await keepSetting(client, ownDevnetSetting, `seed ${seed}`);
}

/** Whether the tables are those of the built-in devnet. */
export async function isOwnDevnet(client: pg.Client): Promise<boolean> {
  const result = await client.query("select from em.settings where name = $1", [ownDevnetSetting]);
  return result.rowCount === 1;
}
