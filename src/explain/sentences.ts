import type { Claim, RawTransaction, Rejection } from "./transaction.ts";
import type { WrittenRow, WrittenRows } from "./written-rows.ts";

/** What is known of a transaction. */
export interface Explanation {
  readonly transaction: RawTransaction;
  /** Null for a transaction that is not ManageEntity: no rule judges it. */
  readonly claim: Claim | null;
  readonly rejections: readonly Rejection[];
  /** Null where it wrote nothing by a rule. */
  readonly written: WrittenRows | null;
}

/** So much of the metadata is shown, in characters. */
const longestMetadata = 2_000;
const longestValue = 100;

/** What every row that a transaction wrote says of it: said once. */
const stamps: ReadonlySet<string> = new Set(["txhash", "blockhash", "blocknumber", "is_current"]);

/** The page that lists the rules of an edition, from the root of the project. */
function rulebookOf(edition: string, handler: string): string {
  return `docs/rulebook${edition === "2026" ? "" : `-${edition}`}.md#${handler}`;
}

/** Says what a transaction asked, and what became of it, a line each. */
export function explanationLines({ transaction, claim, rejections, written }: Explanation): string[] {
  const { hash, height, time, chainId, emBlock, asked, type } = transaction;
  const number = emBlock === null ? "" : `, em_block ${emBlock}`;
  return [
    `transaction ${hash}`,
    `block ${height} of ${chainId ?? "a chain that core_indexed_blocks does not name"}${number}, ${time.toISOString()}`,
    ...(asked === null
      ? [`kind: ${type === "" ? "not named" : type}; no rule judges it`]
      : [
          `asked: ${asked.entityType} ${asked.action}, entity ${asked.entityId}`,
          `signer: ${asked.signer}`,
          `metadata: ${metadataText(asked.metadata)}`,
        ]),
    "",
    ...(claim === null ? [] : verdictLines(claim, rejections, transaction)),
    ...(written === null ? [] : writtenLines(written)),
  ];
}

function verdictLines(
  { edition, handler }: Claim,
  rejections: readonly Rejection[],
  { asked }: RawTransaction,
): string[] {
  if (rejections.length > 0) {
    return rejections.flatMap((rejection) => [
      `refused by ${rejection.handler} of edition ${rejection.edition} in block ${rejection.height}, at place ${rejection.index}`,
      `  ${rejection.code}: ${rejection.reason}`,
      `  ${rulebookOf(rejection.edition, rejection.handler)}`,
    ]);
  }
  if (handler === null) {
    return [
      `neither applied nor refused: no handler of edition ${edition} claims ${asked?.entityType} ${asked?.action}`,
    ];
  }
  return [`applied by ${handler} of edition ${edition}`, `  ${rulebookOf(edition, handler)}`];
}

function writtenLines({ rows, notLookedFor }: WrittenRows): string[] {
  return [
    "",
    ...(rows.length === 0
      ? [
          "no row names it as its last writer: later transactions wrote its rows again, or those tables do not name theirs",
        ]
      : ["rows that it wrote last, as they are now (what they were before is not kept):"]),
    ...rows.flatMap(rowLines),
    ...(notLookedFor.length === 0
      ? []
      : [`not looked for in ${notLookedFor.join(", ")}: without an index of the block that takes too long`]),
  ];
}

function rowLines({ table, values }: WrittenRow): string[] {
  const columns = Object.entries(values).filter(([column]) => !stamps.has(column));
  const width = Math.max(...columns.map(([column]) => column.length), 0);
  return [
    `  ${table}`,
    ...columns.map(([column, value]) => `    ${column.padEnd(width)}  ${cut(value, longestValue)}`),
  ];
}

function metadataText(metadata: string | null): string {
  return metadata === null || metadata === "" ? "not given" : cut(metadata, longestMetadata);
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}
