import type { ExplainedDifference } from "../parity/causes.ts";
import type { Refusal } from "../parity/judged-otherwise.ts";
import type { ParityReport } from "../parity/parity.ts";

/** What was applied again, and how. */
export interface Replayed {
  readonly chainId: string;
  readonly blocks: { readonly first: number; readonly last: number };
  /** How many of its transactions are ManageEntity. */
  readonly transactions: number;
  /** The editions in force, as --rules writes them. */
  readonly rules: { readonly before: string; readonly after: string };
  /** The folder of the other procedures; null where they are the same. */
  readonly procedures: string | null;
}

/** Transactions that are judged otherwise, of one handler and with the same codes. */
export interface JudgedAnew {
  readonly handler: string;
  /** Null where it is applied. */
  readonly before: Refusal | null;
  readonly after: Refusal | null;
  readonly transactions: number;
  /** The hash of one of them. */
  readonly example: string;
}

/** The rows of a table that come out otherwise. */
export interface ChangedTable {
  readonly table: string;
  readonly differing: number;
  /** Rows that only the index's own way makes, and rows that only the change makes. */
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  /** In how many of the differing rows each column differs. */
  readonly columns: Readonly<Record<string, number>>;
}

/** What a change of the rules would have changed. */
export interface ReplayReport extends Replayed {
  /** Whether nothing would be otherwise. */
  readonly equal: boolean;
  readonly judged: readonly JudgedAnew[];
  readonly tables: readonly ChangedTable[];
  /** The first rows of each table; `ours` is before and `theirs` after. */
  readonly examples: readonly ExplainedDifference[];
  /** Whether times are compared by whole seconds, since the editions write them otherwise. */
  readonly wholeSeconds: boolean;
}

/** The table whose differences are told as judgements. */
const rejections = "em_rejections";

/**
 * Tells a comparison as consequences of a change.
 * @param parity of the database before as ours with the one after as theirs
 */
export function consequencesOf(parity: ParityReport, replayed: Replayed): ReplayReport {
  const judged = parity.judgedOtherwise.map(({ handler, ours, theirs, transactions, example }) => ({
    handler,
    before: ours,
    after: theirs,
    transactions,
    example,
  }));
  const tables = parity.tables
    .map(({ table, differing, missing, columns }) => ({
      table,
      differing,
      onlyBefore: missing.theirs,
      onlyAfter: missing.ours,
      columns,
    }))
    .filter(
      ({ table, differing, onlyBefore, onlyAfter }) => table !== rejections && differing + onlyBefore + onlyAfter > 0,
    );
  return {
    ...replayed,
    equal: parity.equal,
    judged,
    tables,
    examples: parity.examples.filter(({ table }) => table !== rejections),
    wholeSeconds: parity.editions.wholeSeconds,
  };
}
