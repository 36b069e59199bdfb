/** What the console's page is told, by the stream of events and by the search. Times are milliseconds since 1970, by this machine's clock. */

/** The three parts of a run: the node, our reading thread, the database (docs/operating.md, "What it says"). */
export interface PartShares {
  readonly node: number;
  readonly edge: number;
  readonly database: number;
}

/** A run at a moment. What is not known is null. */
export interface Now {
  readonly at: number;
  readonly source: string | null;
  readonly height: number | null;
  readonly head: number | null;
  readonly end: number | null;
  readonly behind: number | null;
  /** How much of what there is to index is done, from 0 to 1. */
  readonly done: number | null;
  readonly secondsLeft: number | null;
  /** The newest block's own time. */
  readonly blockTime: number | null;
  readonly blocksPerSecond: number;
  readonly transactionsPerSecond: number;
  /** Since the process began. */
  readonly blocks: number;
  readonly transactions: number;
  readonly rejected: number;
  readonly buffered: number;
  readonly runningSeconds: number;
  /** For which share of the last ten seconds each part was busy, and the one that held up the others. */
  readonly busy: PartShares;
  readonly bottleneck: keyof PartShares;
  /** Why nothing is indexed at present, as a sentence. */
  readonly stalled: string | null;
  /** Whether the tables may be relied on, as /ready says, and why not. */
  readonly notReady: string | null;
}

/** A moment of the last hour, for the charts. */
export interface Point {
  readonly at: number;
  readonly height: number | null;
  readonly behind: number | null;
  readonly blocksPerSecond: number;
  readonly transactionsPerSecond: number;
  readonly busy: PartShares;
}

/** How many transactions of a kind there were within the time that is looked at. */
export interface KindCount {
  readonly kind: string;
  readonly count: number;
}

/** The kinds of transactions that keep the handlers busy. */
export interface Busiest {
  /** How many seconds back they are counted: an hour, or since the process began. */
  readonly withinSeconds: number;
  readonly kinds: readonly KindCount[];
}

/** A transaction that a rule refused. */
export interface Refused {
  readonly hash: string;
  readonly height: number;
  readonly edition: string;
  readonly handler: string;
  readonly code: string;
  readonly reason: string;
  /** Where the rulebook has the rule, such as "/docs/rulebook#follow.already_following". */
  readonly rule: string;
}

/** What was refused lately. */
export interface RefusedLately {
  /** The newest first. */
  readonly newest: readonly Refused[];
  /** By handler and code, among the newest `counted`, most first. */
  readonly counts: readonly {
    readonly handler: string;
    readonly code: string;
    readonly count: number;
    readonly rule: string;
  }[];
  readonly counted: number;
}

/** What is known of the database that is indexed into. */
export interface DatabaseFacts {
  readonly description: string;
  readonly postgres: string;
  readonly chainId: string | null;
  /** Changes of the chain, as sentences. */
  readonly chainChanges: readonly string[];
  readonly edition: string;
  /** Which generation of production's triggers counts, as a sentence, and where it does not fit the edition. */
  readonly triggers: string;
  readonly triggersWrong: string | null;
  /** Whether the counts that the API reads are current, as a sentence. */
  readonly aggregates: string;
  /** What `npm run doctor` last found; null where it has not been run here. */
  readonly doctor: DoctorResult | null;
}

/** The end of a run of `npm run doctor`. */
export interface DoctorResult {
  readonly at: number;
  readonly verdict: string;
  readonly healthy: boolean;
  readonly sentences: readonly string[];
}

/** Part of the answer that the database could not give in time, or at all, as a sentence. */
export type Trouble = string;

/** An event of the stream; the first one is "hello". */
export type ConsoleEvent =
  | { readonly event: "hello"; readonly points: readonly Point[] }
  | { readonly event: "now"; readonly now: Now }
  | { readonly event: "point"; readonly point: Point }
  | { readonly event: "busiest"; readonly busiest: Busiest }
  | { readonly event: "refused"; readonly refused: RefusedLately }
  | { readonly event: "facts"; readonly facts: DatabaseFacts }
  | { readonly event: "trouble"; readonly trouble: Trouble | null };

/** A transaction as the search finds it. */
export interface FoundTransaction {
  readonly hash: string;
  readonly height: number;
  readonly time: number;
  /** "Track Update" for a ManageEntity, else the kind. */
  readonly kind: string;
  readonly entityId: string | null;
  readonly signer: string | null;
  /** Why it was refused; empty where it was not. */
  readonly refused: readonly Refused[];
}

/** The transaction that a hash names. */
export interface TransactionAnswer extends FoundTransaction {
  readonly chainId: string | null;
  /** The first characters of it. */
  readonly metadata: string | null;
  readonly metadataLength: number;
  /** Who judged it: "applied by follow of edition 2026"; null for a kind that no rule judges. */
  readonly verdict: string;
  /** Where the rulebook has its handler. */
  readonly rule: string | null;
}

/** A user that the search finds. */
export interface FoundUser {
  readonly userId: number;
  readonly handle: string | null;
  readonly name: string | null;
  readonly wallet: string | null;
  readonly isDeactivated: boolean;
}

/** A rule that has the code that is searched for. */
export interface FoundRule {
  readonly edition: string;
  readonly handler: string;
  readonly code: string;
  readonly reason: string;
  readonly rule: string;
}

/** What the search found; what was not looked for is left out. */
export interface SearchAnswer {
  readonly query: string;
  /** How the query was understood and how far was looked, as a sentence. */
  readonly searched: string;
  readonly transaction?: TransactionAnswer;
  readonly users?: readonly FoundUser[];
  /** Signed by the wallet, the newest first. */
  readonly signed?: { readonly wallet: string; readonly transactions: readonly FoundTransaction[] };
  readonly rules?: readonly FoundRule[];
  /** Refused with the code, the newest first. */
  readonly refused?: readonly Refused[];
  /** What could not be looked for, as sentences. */
  readonly troubles: readonly Trouble[];
}
