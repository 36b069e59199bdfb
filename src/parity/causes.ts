import { type Judgement, judgementsOf, judgeOf } from "./judgement.ts";
import type { Side, SideName } from "./side.ts";
import type { Difference } from "./table-result.ts";

/** What each side knows of a transaction; null where it does not know it. */
export type Known = Readonly<Record<SideName, Judgement | null>>;

/** A difference, with what is known of the transactions that wrote its rows. */
export interface ExplainedDifference extends Difference {
  /** By the side that a transaction wrote; null where no row is there, or it does not name its transaction. */
  readonly transactions: Readonly<Record<SideName, Known | null>>;
}

/** Looks up what both sides know of transactions. */
export type LookUp = (hashes: readonly string[]) => Promise<Readonly<Record<SideName, ReadonlyMap<string, Judgement>>>>;

/**
 * A look-up in two databases.
 * @param chainId the chain whose editions count
 */
export async function lookUpIn(ours: Side, theirs: Side, chainId: string): Promise<LookUp> {
  const judges = { ours: await judgeOf(ours, chainId), theirs: await judgeOf(theirs, chainId) };
  return async (hashes) => ({
    ours: await judgementsOf(judges.ours, hashes),
    theirs: await judgementsOf(judges.theirs, hashes),
  });
}

/** Adds to differences what is known of their transactions. */
export async function explained(differences: readonly Difference[], lookUp: LookUp): Promise<ExplainedDifference[]> {
  const hashes = differences.flatMap(({ writer }) => [writer.ours?.hash ?? [], writer.theirs?.hash ?? []].flat());
  const found = await lookUp(hashes);
  const known = (hash: string | null | undefined): Known | null =>
    hash == null ? null : { ours: found.ours.get(hash) ?? null, theirs: found.theirs.get(hash) ?? null };
  return differences.map((difference) => ({
    ...difference,
    transactions: { ours: known(difference.writer.ours?.hash), theirs: known(difference.writer.theirs?.hash) },
  }));
}

/** What a group of differences has in common. */
export interface Cause {
  readonly table: string;
  readonly kind: Difference["kind"];
  /** Why, in a clause: "ours refused it: save, already_saved". */
  readonly why: string;
  readonly rows: number;
}

/** Counts differences by what they come from. */
export class Causes {
  readonly #counts = new Map<string, Cause>();

  add(difference: ExplainedDifference): void {
    const { table, kind } = difference;
    const why = whyOf(difference);
    const name = JSON.stringify([table, kind, why]);
    this.#counts.set(name, { table, kind, why, rows: (this.#counts.get(name)?.rows ?? 0) + 1 });
  }

  /** Those of most rows first within each table; tables in the order in which they came. */
  get all(): Cause[] {
    const tables = [...new Set([...this.#counts.values()].map(({ table }) => table))];
    return [...this.#counts.values()].sort(
      (one, other) => tables.indexOf(one.table) - tables.indexOf(other.table) || other.rows - one.rows,
    );
  }
}

function whyOf({ kind, writer, transactions }: ExplainedDifference): string {
  switch (kind) {
    case "missing in ours":
      return clause("ours", transactions.theirs);
    case "missing in theirs":
      return clause("theirs", transactions.ours);
    case "differing":
      break;
  }
  if (writer.ours?.hash === writer.theirs?.hash) {
    const handler = transactions.ours?.ours?.handler;
    const one =
      writer.ours?.hash == null ? "the rows do not name their transaction" : "last written by one transaction";
    return handler == null ? one : `${one}, ${handler}`;
  }
  const refused =
    transactions.theirs?.ours?.refusal != null
      ? `last written in theirs, but ${clause("ours", transactions.theirs)}`
      : transactions.ours?.theirs?.refusal != null
        ? `last written in ours, but ${clause("theirs", transactions.ours)}`
        : undefined;
  return refused ?? "last written by different transactions";
}

/** What a side made of the transaction that wrote the other's row. */
function clause(side: SideName, known: Known | null): string {
  if (known === null) {
    return "the row does not name its transaction";
  }
  const judgement = known[side];
  if (judgement === null) {
    return `${side} does not know the transaction`;
  }
  const { refusal, handler, asked } = judgement;
  if (refusal !== null) {
    return `${side} refused it: ${handler}, ${refusal.code}`;
  }
  if (handler !== null) {
    return `${side} applied it: ${handler}`;
  }
  return asked === null
    ? `${side} has the transaction`
    : `${side} has no handler for ${asked.entityType} ${asked.action}`;
}
