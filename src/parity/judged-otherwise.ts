import type { Value } from "./side.ts";
import type { Difference } from "./table-result.ts";

/** Transactions that the two sides judged otherwise, by what one or both refused them for. */
export interface JudgedOtherwise {
  readonly handler: string;
  /** Refused by one side alone, or by both with different codes. */
  readonly refusedBy: "ours alone" | "theirs alone" | "both";
  /** Null for the side that applied it. */
  readonly ours: Refusal | null;
  readonly theirs: Refusal | null;
  readonly transactions: number;
  /** The hash of one of them. */
  readonly example: string;
}

/** A code with a reason that stood with it. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
}

/** Counts the differences of em_rejections by handler and code. */
export class JudgedTally {
  readonly #counts = new Map<string, JudgedOtherwise>();

  /** @param difference one of em_rejections */
  add({ kind, fields, context, writer }: Difference): void {
    const valueIn = (field: string, side: "ours" | "theirs"): Value =>
      [...fields, ...context].find((each) => each.field === field)?.[side] ?? null;
    const refusal = (side: "ours" | "theirs"): Refusal | null => {
      const code = valueIn("code", side);
      return code === null ? null : { code, reason: valueIn("reason", side) ?? "" };
    };
    const [ours, theirs] = [refusal("ours"), refusal("theirs")];
    const handler = valueIn("handler", "ours") ?? valueIn("handler", "theirs") ?? "";
    const refusedBy = kind === "differing" ? "both" : kind === "missing in theirs" ? "ours alone" : "theirs alone";
    const name = JSON.stringify([handler, refusedBy, ours?.code, theirs?.code]);
    const found = this.#counts.get(name);
    this.#counts.set(name, {
      handler,
      refusedBy,
      ours: found?.ours ?? ours,
      theirs: found?.theirs ?? theirs,
      transactions: (found?.transactions ?? 0) + 1,
      example: found?.example ?? writer.ours?.hash ?? writer.theirs?.hash ?? "",
    });
  }

  /** By handler, then those of most transactions first. */
  get all(): JudgedOtherwise[] {
    return [...this.#counts.values()].sort(
      (one, other) => compareTexts(one.handler, other.handler) || other.transactions - one.transactions,
    );
  }
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
