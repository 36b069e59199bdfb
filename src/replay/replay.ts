/**
 * What a change of the rules would have changed: the raw transactions of an index are applied twice, in two scratch databases that are
 * one up to the first block of interest, and the two are compared (docs/replay.md).
 */
import type { Logger } from "pino";
import { describeAddress } from "../address.ts";
import { findStoredChain, type StoredChain } from "../chain/database-source.ts";
import { type Config, readConfig } from "../config.ts";
import { connect } from "../database/connect.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";
import { migrate } from "../database/migrate.ts";
import { exitCode, Failure } from "../exit.ts";
import { compareDatabases } from "../parity/parity.ts";
import { comparedTables } from "../parity/tables.ts";
import { type EditionFrom, type LiveEdition, rulesText } from "../rules.ts";
import { indexAll } from "../streamer/index-all.ts";
import type { Screen } from "../streamer/monitoring/report.ts";
import { resumePoint } from "../streamer/run/resume.ts";
import { rulesInForce } from "../streamer/setup/rules-in-force.ts";
import { consequencesOf, type ReplayReport } from "./consequences.ts";
import { ScratchDatabases } from "./scratch.ts";

/** What is applied again, and how otherwise. */
export interface ReplayOptions {
  /** The index whose raw transactions are applied again. It is read, and not changed. */
  readonly database: string;
  /** A database that stands before the first block, as a restored backup does; undefined to begin with an empty one. */
  readonly base: string | undefined;
  /** A database of the server where the scratch databases are made; undefined for that of the base, or of the index. */
  readonly scratch: string | undefined;
  readonly from: number;
  /** Undefined for the newest block of the index. */
  readonly to: number | undefined;
  /** The edition that judges from the first block on; undefined for the one that the index has. */
  readonly edition: LiveEdition | undefined;
  /** The folder sql/ of another tree; undefined for this one's. */
  readonly procedures: string | undefined;
  /** So many differing rows of a table are kept. */
  readonly examples: number;
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly screen: Screen | undefined;
}

/** How the index itself judges: what a replay starts from. */
interface Judging {
  readonly rules: readonly EditionFrom[];
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * Applies transactions again, as the index did and with the change, and compares what comes of it. Its scratch databases are dropped at
 * the end, also when it is interrupted.
 * @throws Failure with 64 where the blocks are not there, with 75 when it is interrupted or a database fails, with 78 where a database
 *   lacks something
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  await using scratch = new ScratchDatabases(options.scratch ?? options.base ?? options.database);
  const work = replayIn(scratch, options);
  // When the databases are dropped beneath it, it ends with an error that nobody need see.
  work.catch(() => undefined);
  return await Promise.race([work, interruption(options.signal)]);
}

async function replayIn(scratch: ScratchDatabases, options: ReplayOptions): Promise<ReplayReport> {
  const { base, edition, procedures, from, log } = options;
  const [chain, judging] = await readIndex(options.database);
  const to = checkedEnd(chain, options);
  const changedRules = edition === undefined ? judging.rules : withEdition(judging.rules, edition, from);

  const before = await scratch.make("before", base);
  await migrate(before, { log: (line) => log.info(line) });
  const stands = await standsAt(before, chain.chainId, base);
  if (stands !== undefined && stands >= from) {
    throw new Failure(
      `${base === undefined ? "the scratch database" : describeAddress(base)} stands at block ${stands}, and --from ${from} must come after it: take a backup of before block ${from}.`,
      exitCode.usage,
    );
  }
  if ((stands ?? chain.first - 1) < from - 1) {
    log.info(`applying blocks ${(stands ?? chain.first - 1) + 1} to ${from - 1}, which both have alike`);
    await apply(before, options, judging.rules, judging, from - 1);
  }
  const after = await scratch.make("after", before);
  if (procedures !== undefined) {
    await migrate(after, { procedures });
  }
  log.info(`applying blocks ${from} to ${to} as the index did`);
  await apply(before, options, judging.rules, judging, to);
  log.info(`applying blocks ${from} to ${to} with the change`);
  await apply(after, options, changedRules, judging, to, procedures);

  log.info("comparing the two");
  const parity = await compareDatabases({
    ours: before,
    theirs: after,
    tables: comparedTables,
    window: undefined,
    sample: 1,
    editions: undefined,
    known: undefined,
    exact: true,
    examples: options.examples,
    onBegin: () => undefined,
  });
  return consequencesOf(parity, {
    chainId: chain.chainId,
    blocks: { first: from, last: to },
    transactions: await countTransactions(after, from, to),
    rules: { before: rulesText(judging.rules), after: rulesText(changedRules) },
    procedures: procedures ?? null,
  });
}

async function readIndex(url: string): Promise<readonly [StoredChain, Judging]> {
  return await withClient(url, async (client) => {
    const chain = await findStoredChain(client, `database ${describeAddress(url)}`);
    const { rows } = await client.query<{ name: string; value: string }>("select name, value from em.settings");
    const settings = new Map(rows.map(({ name, value }) => [name, value]));
    return [chain, { rules: await rulesInForce(client, chain.chainId), settings }] as const;
  });
}

function checkedEnd({ chainId, first, newest }: StoredChain, { from, to = newest }: ReplayOptions): number {
  if (from < first || to > newest || from > to) {
    throw new Failure(
      `the index holds the raw transactions of blocks ${first} to ${newest} of ${chainId}; blocks ${from} to ${to} are not among them.`,
      exitCode.usage,
    );
  }
  return to;
}

/** @returns the newest block of a scratch database; undefined where it holds no block */
async function standsAt(url: string, chainId: string, base: string | undefined): Promise<number | undefined> {
  return await withClient(url, async (client) => {
    const { last, chainId: held } = await resumePoint(client, { chainId, start: undefined });
    if (held !== undefined && held !== chainId) {
      throw new Failure(
        `${base === undefined ? "the scratch database" : describeAddress(base)} is of chain "${held}", and the index of "${chainId}".`,
        exitCode.usage,
      );
    }
    return last?.height;
  });
}

async function apply(
  url: string,
  { database, signal, log, screen }: ReplayOptions,
  rules: readonly EditionFrom[],
  { settings }: Judging,
  end: number,
  procedures?: string,
): Promise<void> {
  const types = settings.get("entity_types");
  const scheduledReleases = settings.get("scheduled_releases");
  const config: Config = readConfig(
    {
      source: `database:${database}`,
      database: url,
      end: `${end}`,
      rules: rulesText(rules),
      types: types === "" ? "none" : types,
      verifiedAddress: settings.get("verified_address"),
      scheduledReleases,
      syncValidators: "off",
      refreshViews: "off",
      notify: "off",
    },
    {},
  );
  await indexAll({ config, url, signal, log: log.child({}, { level: "warn" }), screen, procedures });
  signal.throwIfAborted();
}

async function countTransactions(url: string, from: number, to: number): Promise<number> {
  return await withClient(url, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      "select count(*) from etl_manage_entities where block_height between $1 and $2",
      [from, to],
    );
    return Number(rows[0]?.count);
  });
}

/** What is in force before a height stays so; from there on it is the edition. */
function withEdition(rules: readonly EditionFrom[], edition: LiveEdition, from: number): readonly EditionFrom[] {
  return [...rules.filter(({ fromHeight }) => fromHeight < from), { edition, fromHeight: from }];
}

async function withClient<Result>(
  url: string,
  work: (client: Awaited<ReturnType<typeof connect>>) => Promise<Result>,
): Promise<Result> {
  const client = await connect(url, { applicationName: "em-apply replay" });
  try {
    return await work(client);
  } catch (error) {
    throw foreseenFailure(error, `reading ${describeAddress(url)}`) ?? error;
  } finally {
    await client.end();
  }
}

function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new Failure("interrupted: the scratch databases are dropped.", exitCode.tryAgain));
    if (signal.aborted) {
      end();
    }
    signal.addEventListener("abort", end, { once: true });
  });
}
