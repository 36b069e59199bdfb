/** npm run status: how far a database is indexed, how far its node is, and who is at it. */
import { Command, CommanderError } from "commander";
import type pg from "pg";
import type { Logger } from "pino";
import { describeAddress, withoutSecrets } from "../address.ts";
import { nodeSource } from "../chain/node-source.ts";
import { type Config, type Flags, readConfig, settings } from "../config.ts";
import { connect } from "../database/connect.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { faultSentences } from "../database/height-faults.ts";
import { describeHolder } from "../database/locks.ts";
import { openTarget } from "../database/target.ts";
import { type ExitCode, exitCode, exitWith, Failure, reportEnd } from "../exit.ts";
import { createLog } from "../log.ts";
import { describeRules } from "../rules.ts";
import { describeAge } from "../streamer/monitoring/age.ts";
import { describeReplica } from "../streamer/monitoring/replicas.ts";
import { type IndexStatus, indexStatus } from "../streamer/monitoring/status.ts";

/** The flags of `npm start` that matter here. */
const flags = ["database", "dataDirectory", "rpc", "protocol"] as const;

/** Rejections of this many kinds are shown; --json has all. */
const shownRejections = 5;

const examples = `
Examples:
  npm run status                                   the database of DATABASE_URL, or the embedded one
  npm run status -- --json --rpc https://rpc.audius.co --database postgres://user:password@localhost:5432/audius

Exit codes: 0 done, 64 usage, 75 try again later, 78 configuration.`;

async function status(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const log = createLog({ level: "warn" });
  try {
    const command = program().parse([...words], { from: "user" });
    const { json, ...given } = command.opts<{ json?: boolean } & Flags>();
    const config = readConfig(given, environment);
    const database = await openTarget({ url: config.database, directory: config.dataDirectory }, (line) =>
      log.info(line),
    );
    try {
      const found = await read(database.url);
      const head = await headOf(config, log);
      const text = json === true ? JSON.stringify({ ...found, head }) : sentences(found, head, Date.now()).join("\n");
      process.stdout.write(`${text}\n`);
      return exitCode.done;
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    }
    const foreseen = foreseenFailure(error, "reading how far the database is indexed");
    if (foreseen !== undefined) {
      process.stderr.write(`${foreseen.message}\n`);
      return foreseen.exitCode;
    }
    return reportEnd(error, log);
  }
}

function program(): Command {
  const command = new Command("npm run status --").description(
    "Says how far a database is indexed, how far its node is, what was rejected recently, who indexes, and how far replicas are. Changes nothing.",
  );
  for (const name of flags) {
    const { flag, variable, description } = settings[name];
    command.option(flag, `${description} (${variable})`);
  }
  return command
    .option("--json", "say it as one JSON object")
    .addHelpText("after", examples)
    .allowExcessArguments(false)
    .configureOutput({ outputError: (text, write) => write(withoutSecrets(text)) })
    .exitOverride();
}

async function read(url: string): Promise<IndexStatus> {
  const client = await connect(url, { applicationName: "em-apply status" });
  try {
    if (!(await isMigrated(client))) {
      throw new Failure(
        `${describeAddress(url)} is not migrated: run \`npm run migrate\` first.`,
        exitCode.configuration,
      );
    }
    return await indexStatus(client);
  } finally {
    await client.end();
  }
}

async function isMigrated(client: pg.Client): Promise<boolean> {
  const result = await client.query<{ there: boolean }>(
    "select to_regclass('em.chain_rollovers') is not null as there",
  );
  return result.rows[0]?.there === true;
}

/** The node's chain and head; null where no node is configured. */
async function headOf(config: Config, log: Logger): Promise<{ chainId: string; height: number } | null> {
  if (config.rpc === undefined) {
    return null;
  }
  const source = nodeSource({ url: config.rpc, protocol: config.protocol, log, retriesBeforeFirstAnswer: 1 });
  const { chainId } = await source.open(new AbortController().signal);
  await source.close();
  return { chainId: chainId ?? "", height: source.head() ?? 0 };
}

function sentences(found: IndexStatus, head: { chainId: string; height: number } | null, now: number): string[] {
  const { chainId, height, time, emBlock, rules, rejections, rejectionsWithin, indexer } = found;
  const { chainChanges, faults, faultsWithin, replicas } = found;
  const age = time === null ? "" : `, made ${describeAge((now - time.getTime()) / 1000, "the clock here")}`;
  const behind =
    head === null || height === null || head.chainId !== chainId ? "" : `, ${Math.max(0, head.height - height)} behind`;
  return [
    height === null
      ? "nothing is indexed yet"
      : `indexed: block ${height} of ${chainId}${age}; em_block ${emBlock ?? "none"}`,
    ...chainChanges.map(
      ({ oldChainId, lastHeight, newChainId, firstHeight }) =>
        `chains: ${oldChainId} to block ${lastHeight}, then ${newChainId} from block ${firstHeight}`,
    ),
    ...faultSentences(faults).map((line) => `wrong among the newest ${faultsWithin}: ${line}`),
    ...(rules.length === 0 ? [] : [`rules: ${describeRules(rules)}`]),
    ...(head === null ? [] : [`node: block ${head.height} of ${head.chainId}${behind}`]),
    indexer === null ? "indexer: not running" : `indexer: ${describeHolder(indexer)}`,
    ...replicas.map((replica) => `replica: ${describeReplica(replica)}`),
    ...(rejections.length === 0 ? [] : [`rejected in the last ${rejectionsWithin} blocks:`]),
    ...rejections.slice(0, shownRejections).map(({ handler, code, count }) => `  ${count} × ${handler}: ${code}`),
  ];
}

await exitWith(await status(process.argv.slice(2), process.env));
