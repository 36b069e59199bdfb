import { existsSync } from "node:fs";
import { z } from "zod";
import { describeValue, parseAddress } from "./address.ts";
import { databaseOfSource } from "./chain/database-source.ts";
import { type NextChain, readNextChain } from "./chain/next-chain.ts";
import { readEntityTypes } from "./entity-types.ts";
import { exitCode, Failure } from "./exit.ts";
import { entityTypes } from "./generated/entity-types.ts";
import { logLevels } from "./log.ts";
import { type EditionFrom, liveEditions, readRules } from "./rules.ts";

/** One thing that a user may set: how, what it must look like, and what it is when nobody sets it. */
interface Setting<Value> {
  /** As on the command line, with the word for its value: "--rpc <url>". */
  readonly flag: string;
  /** The environment variable that sets it where the flag does not. */
  readonly variable: string;
  readonly description: string;
  /** Reads the text of flag or variable; its message says what to write instead. */
  readonly schema: z.ZodType<Value, string>;
  readonly otherwise: Value;
  /** Whether its text may hold a password in any form, so that a message never shows one that cannot be read. */
  readonly secret?: true;
}

function setting<Value>(one: Setting<Value>): Setting<Value> {
  return one;
}

function address(protocols: readonly string[], example: string): z.ZodType<string, string> {
  return z.string().refine((text) => protocols.includes(parseAddress(text)?.protocol ?? ""), {
    error: `must be an address such as ${example}; in a password, / ? # and @ are written %2F %3F %23 and %40`,
  });
}

function isDatabaseUrl(text: string | undefined): boolean {
  return text !== undefined && ["postgres:", "postgresql:"].includes(parseAddress(text)?.protocol ?? "");
}

function integer(least: number, most: number, example: number): z.ZodType<number, string> {
  const error = `must be a whole number from ${least} to ${most}, such as ${example}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error });
}

const height = integer(1, 2_147_483_647, 1200);

type OnOff = "on" | "off";

const onOff = z.enum(["on", "off"], { error: "must be on or off" });

/** Every setting of `npm start`. Flags win over variables, variables over what holds otherwise. */
export const settings = {
  rpc: setting<string | undefined>({
    flag: "--rpc <url>",
    variable: "CORE_RPC_URL",
    description: "core node to index; without it and --source, the built-in devnet",
    schema: address(["http:", "https:"], "https://rpc.audius.co"),
    otherwise: undefined,
    secret: true,
  }),
  protocol: setting<"connect" | "grpc">({
    flag: "--protocol <name>",
    variable: "CORE_RPC_PROTOCOL",
    description: "how to talk to the node: connect or grpc",
    schema: z.enum(["connect", "grpc"], { error: "must be connect or grpc" }),
    otherwise: "connect",
  }),
  chainId: setting<string | undefined>({
    flag: "--chain-id <id>",
    variable: "EM_CHAIN_ID",
    description: "index this chain alone: halt where the source is of another",
    schema: z.string().regex(/^\S+$/, { error: "must be a chain's id, such as audius-mainnet-alpha-beta" }),
    otherwise: undefined,
  }),
  nextChain: setting<NextChain | undefined>({
    flag: "--next-chain <id@height>",
    variable: "EM_NEXT_CHAIN",
    description: "chain to go over to from the one in the database, and its first block to index",
    schema: z.string().transform((text, context) => {
      const next = readNextChain(text);
      if (next === undefined) {
        context.addIssue("must be a chain's id and a height, such as audius-mainnet-beta@1200");
        return z.NEVER;
      }
      return next;
    }),
    otherwise: undefined,
  }),
  source: setting<string | undefined>({
    flag: "--source <file>",
    variable: "EM_SOURCE",
    description:
      "index a file of blocks, one core.v1.Block as JSON a line; - is standard input, database:<url> another index's raw rows",
    schema: z.string().refine((text) => text === "-" || isDatabaseUrl(databaseOfSource(text)) || existsSync(text), {
      error:
        "there is no such file; give a path, - for standard input, or database:postgres://user:password@host:5432/database",
    }),
    otherwise: undefined,
  }),
  database: setting<string | undefined>({
    flag: "--database <url>",
    variable: "DATABASE_URL",
    description: "Postgres 15 or later; without it, an embedded one is started",
    schema: address(["postgres:", "postgresql:"], "postgres://user:password@localhost:5432/audius"),
    otherwise: undefined,
    secret: true,
  }),
  dataDirectory: setting<string>({
    flag: "--data-directory <folder>",
    variable: "EM_DATA_DIRECTORY",
    description: "where the embedded Postgres keeps its data",
    schema: z.string().min(1, { error: "must be a path, such as .data" }),
    otherwise: ".data",
  }),
  start: setting<number | undefined>({
    flag: "--start <height>",
    variable: "EM_START",
    description: "first height to index, where etl_blocks holds no block yet",
    schema: height,
    otherwise: undefined,
  }),
  end: setting<number | undefined>({
    flag: "--end <height>",
    variable: "EM_END",
    description: "stop after this height, with exit code 0",
    schema: height,
    otherwise: undefined,
  }),
  blocksPerCommit: setting<number>({
    flag: "--blocks-per-commit <n>",
    variable: "EM_BLOCKS_PER_COMMIT",
    description: "most blocks in one commit while catching up; 1 commits each by itself",
    schema: integer(1, 5000, 5000),
    otherwise: 5000,
  }),
  transactionsPerCommit: setting<number>({
    flag: "--transactions-per-commit <n>",
    variable: "EM_TRANSACTIONS_PER_COMMIT",
    description: "no further block joins a commit that holds this many transactions",
    schema: integer(1, 1_000_000, 10_000),
    otherwise: 10_000,
  }),
  commitMilliseconds: setting<number>({
    flag: "--commit-milliseconds <ms>",
    variable: "EM_COMMIT_MILLISECONDS",
    description: "no further block joins a commit that was begun this long ago",
    schema: integer(1, 60_000, 1000),
    otherwise: 1000,
  }),
  bufferBlocks: setting<number>({
    flag: "--buffer-blocks <n>",
    variable: "EM_BUFFER_BLOCKS",
    description: "most blocks that are fetched and prepared ahead",
    schema: integer(1, 10_000, 2000),
    otherwise: 2000,
  }),
  types: setting<string | undefined>({
    flag: "--types <list>",
    variable: "EM_TYPES",
    description: "apply only these entity types, such as User,Track (social actions always): a list, none, or all",
    schema: z.string().transform((text, context) => {
      const list = readEntityTypes(text);
      if (list === undefined) {
        context.addIssue(`must be all, none, or names of ${entityTypes.join(", ")} with commas between`);
        return z.NEVER;
      }
      return list;
    }),
    otherwise: undefined,
  }),
  rules: setting<readonly EditionFrom[] | undefined>({
    flag: "--rules <editions>",
    variable: "EM_RULES",
    description: "edition of the rules: 2026 (where nothing is said), 2025, or 2025,2026@HEIGHT; kept in the database",
    schema: z.string().transform((text, context) => {
      const rules = readRules(text);
      if (rules === undefined) {
        context.addIssue(
          `must be an edition (${liveEditions.join(", ")}), and further ones with the height from which they hold, such as 2025,2026@1200000`,
        );
        return z.NEVER;
      }
      return rules;
    }),
    otherwise: undefined,
  }),
  verifiedAddress: setting<string | undefined>({
    flag: "--verified-address <address>",
    variable: "EM_VERIFIED_ADDRESS",
    description: "wallet that may verify users and send announcements, in place of the network's",
    schema: z.string().regex(/^0x[0-9a-fA-F]{40}$/, { error: "must be an address of 0x and 40 hex digits" }),
    otherwise: undefined,
  }),
  scheduledReleases: setting<OnOff | undefined>({
    flag: "--scheduled-releases <on|off>",
    variable: "EM_SCHEDULED_RELEASES",
    description:
      "publish tracks and albums at the first block after their date: on where nothing is said; kept in the database",
    schema: onOff,
    otherwise: undefined,
  }),
  stateHash: setting<OnOff | undefined>({
    flag: "--state-hash <on|off>",
    variable: "EM_STATE_HASH",
    description:
      "keep a hash of the rows that each block changes, for npm run verify: off where nothing is said; kept in the database; off drops it",
    schema: onOff,
    otherwise: undefined,
  }),
  syncValidators: setting<OnOff>({
    flag: "--sync-validators <on|off>",
    variable: "EM_SYNC_VALIDATORS",
    description: "keep etl_validators in step with the node, every five minutes",
    schema: onOff,
    otherwise: "on",
  }),
  refreshViews: setting<OnOff>({
    flag: "--refresh-views <on|off>",
    variable: "EM_REFRESH_VIEWS",
    description: "refresh the materialized views, every two minutes",
    schema: onOff,
    otherwise: "on",
  }),
  notify: setting<OnOff>({
    flag: "--notify <on|off>",
    variable: "EM_NOTIFY",
    description: "send NOTIFY new_block and new_plays",
    schema: onOff,
    otherwise: "on",
  }),
  aggregates: setting<"head" | "always" | "off">({
    flag: "--aggregates <when>",
    variable: "EM_AGGREGATES",
    description:
      "keep counts and notifications as production's triggers do: always, from the head on (head), or off; in databases that were empty before us",
    schema: z.enum(["head", "always", "off"], { error: "must be head, always or off" }),
    otherwise: "head",
  }),
  httpPort: setting<number | undefined>({
    flag: "--http-port <port>",
    variable: "EM_HTTP_PORT",
    description: "serve the console, /health, /ready, /status and /metrics there",
    schema: integer(0, 65_535, 8080),
    otherwise: undefined,
  }),
  httpHost: setting<string>({
    flag: "--http-host <address>",
    variable: "EM_HTTP_HOST",
    description: "address that the HTTP port is opened on",
    schema: z.string().min(1, { error: "must be an address, such as 127.0.0.1" }),
    otherwise: "127.0.0.1",
  }),
  httpToken: setting<string | undefined>({
    flag: "--http-token <token>",
    variable: "EM_HTTP_TOKEN",
    description: "what somebody must know to see the console; without it, the console is for this machine alone",
    schema: z.string().regex(/^[\x21-\x7e]{16,200}$/, {
      error: "must have 16 characters or more, without spaces, such as what `openssl rand -hex 16` writes",
    }),
    otherwise: undefined,
    secret: true,
  }),
  logLevel: setting<(typeof logLevels)[number]>({
    flag: "--log-level <level>",
    variable: "EM_LOG_LEVEL",
    description: `least level to log: ${logLevels.join(", ")}`,
    schema: z.enum(logLevels, { error: `must be one of ${logLevels.join(", ")}` }),
    otherwise: "info",
  }),
  devnetSeed: setting<number>({
    flag: "--devnet-seed <n>",
    variable: "EM_DEVNET_SEED",
    description: "which of the devnet's chains to index; each seed is another chain",
    schema: integer(0, 2_147_483_647, 1),
    otherwise: 1,
  }),
  devnetBlocks: setting<number>({
    flag: "--devnet-blocks <n>",
    variable: "EM_DEVNET_BLOCKS",
    description: "blocks that the devnet's chain has from the start; then it grows by one a second",
    schema: integer(1, 10_000_000, 1000),
    otherwise: 1000,
  }),
} as const;

export type SettingName = keyof typeof settings;

export type Config = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};

/** The texts that were given on the command line, by setting. */
export type Flags = { readonly [Name in SettingName]?: string | undefined };

/**
 * Puts the configuration of a command together: flags, then the environment, then defaults. An empty variable counts as not
 * set. A --rpc or --source on the command line puts the other one's variable aside.
 * @throws Failure that lists every problem, each with what was set, its value and what to write instead; its exit code is
 * 64 when flags alone are wrong, else 78
 */
export function readConfig(flags: Flags, environment: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  let environmentToBlame = false;
  const texts: Readonly<Record<string, string | undefined>> = flags;

  function read<Value>(name: string, { flag, variable, schema, otherwise, secret }: Setting<Value>): Value {
    const rival = name === "rpc" ? flags.source : name === "source" ? flags.rpc : undefined;
    const fromFlag = texts[name];
    const text = fromFlag ?? (rival === undefined ? environment[variable] || undefined : undefined);
    if (text === undefined) {
      return otherwise;
    }
    const result = schema.safeParse(text);
    if (result.success) {
      return result.data;
    }
    const shown = secret && parseAddress(text) === undefined ? "…" : describeValue(text);
    const what = fromFlag === undefined ? `${variable}=${shown}` : `${flag.split(" ")[0]} ${shown}`;
    environmentToBlame ||= fromFlag === undefined;
    problems.push(`${what}: ${result.error.issues[0]?.message ?? "is refused"}`);
    return otherwise;
  }

  const values = Object.entries(settings).map(([name, one]) => [name, read<unknown>(name, one)]);
  // Each name's value is of its setting's type, which Object.fromEntries cannot say.
  const config = Object.fromEntries(values) as Config;
  if (config.rpc !== undefined && config.source !== undefined) {
    environmentToBlame ||= flags.rpc === undefined;
    problems.push(
      "--rpc (CORE_RPC_URL) and --source (EM_SOURCE) are both set: blocks come from one source; take one away",
    );
  }
  if (config.start !== undefined && config.end !== undefined && config.start > config.end) {
    environmentToBlame ||= flags.start === undefined || flags.end === undefined;
    problems.push(
      `--start (EM_START) ${config.start} is above --end (EM_END) ${config.end}: there is nothing to index`,
    );
  }
  if (problems.length > 0) {
    throw new Failure(problems.join("\n"), environmentToBlame ? exitCode.configuration : exitCode.usage);
  }
  return config;
}
