import type { KnownEdition } from "./known.ts";
import type { Side } from "./side.ts";
import type { Window } from "./window.ts";

/** By whose rules the two sides were written. */
export interface Editions {
  /** Those that judged our blocks of the window. */
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  /** Who wrote theirs. */
  readonly writer: "em-apply" | "the Go ETL" | "Python";
  /** Whose known divergences count: only those of the two references have any. */
  readonly known: readonly KnownEdition[];
  /** Whether one side was written in whole seconds, and the other perhaps not. */
  readonly wholeSeconds: boolean;
}

/**
 * Finds out who wrote theirs. Procedures of ours mean that we did, raw rows the Go ETL, and neither of them Python.
 * @param asked what an operator says that it is, which wins; undefined to look
 */
export async function findEditions(
  ours: Side,
  theirs: Side,
  window: Window | undefined,
  asked: readonly KnownEdition[] | undefined,
): Promise<Editions> {
  const our = await editionsOf(ours, window);
  if (asked === undefined && (await isThere(theirs, "em.rules"))) {
    const their = await editionsOf(theirs, window);
    return { ours: our, theirs: their, writer: "em-apply", known: [], wholeSeconds: isMixed(our, their) };
  }
  const hasRaw =
    (await isThere(theirs, "etl_blocks")) && (await theirs.rows("select from etl_blocks limit 1")).length > 0;
  // Production's blocks until spring 2026 were Python's, whoever writes it now.
  const found = hasRaw ? (["2026", ...(our.includes("2025") ? ["2025" as const] : [])] as const) : (["2025"] as const);
  const known = asked ?? found;
  return {
    ours: our,
    theirs: known,
    writer: known.includes("2026") || known.includes("genesis") ? "the Go ETL" : "Python",
    known,
    wholeSeconds: known.includes("2025"),
  };
}

async function isThere(side: Side, table: string): Promise<boolean> {
  const [row] = await side.rows("select to_regclass($1) is not null", [table]);
  return row?.[0] === "t";
}

async function editionsOf(side: Side, window: Window | undefined): Promise<string[]> {
  const rows =
    window === undefined
      ? await side.rows("select distinct edition from em.rules order by edition")
      : await side.rows(
          `select em.edition_at($1, $2)
           union
           select edition from em.rules where chain_id = $1 and from_height > $2 and from_height <= $3
           order by 1`,
          [window.chainId, window.first, window.last],
        );
  const editions = rows.flatMap(([edition]) => edition ?? []);
  return editions.length === 0 ? ["2026"] : editions;
}

function isMixed(ours: readonly string[], theirs: readonly string[]): boolean {
  return [ours, theirs].some((editions) => editions.includes("2025")) && `${ours}` !== `${theirs}`;
}
