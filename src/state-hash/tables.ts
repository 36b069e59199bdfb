import { isDispensable } from "../database/either.ts";
import { type ComparedTable, comparedTables } from "../parity/tables.ts";

/** A table whose rows are in the state hash. */
export interface HashedTable {
  readonly name: string;
  /** The columns that say which row it is. Within a block each row is hashed once, as the block leaves it. */
  readonly key: readonly string[];
  /** Columns that may differ between two databases that applied the same blocks. */
  readonly leftOut: ReadonlySet<string>;
  /**
   * For rows that are added once, most of them by COPY, and never change: the SQL condition that one is of the block `head`, for which
   * there is an index. Undefined for tables whose writes say themselves which rows they change.
   */
  readonly ofBlock: string | undefined;
}

/** Tables that are compared, and not hashed. */
const unhashed: ReadonlySet<string> = new Set([
  // Written by the triggers of the database where it has them, else by us; and triggers come and go.
  "notification",
  // Kept in step with what the node says of its peers, beside the blocks.
  "etl_validators",
  // The signers of etl_manage_entities once more; no index leads to those of a block.
  "etl_addresses",
]);

/** What depends on the order of the transactions in a block that are no ManageEntity, which nodes do not fix. */
const unordered: Readonly<Record<string, readonly string[]>> = {
  em_rejections: ["tx_index"],
  etl_sla_rollups: ["tps"],
  etl_transactions: ["tx_index"],
};

/** Rows of one height are of two blocks where a chain followed another; their time tells them apart. */
const blockConditions: Readonly<Record<string, string>> = {
  blocks: "blocks.number = head.em_block",
  core_indexed_blocks: "core_indexed_blocks.chain_id = head.chain_id and core_indexed_blocks.height = head.height",
  em_rejections: "em_rejections.chain_id = head.chain_id and em_rejections.block_height = head.height",
  etl_blocks: "etl_blocks.block_height = head.height and etl_blocks.block_time = head.block_time",
  etl_transactions: "etl_transactions.block_height = head.height and etl_transactions.created_at = head.block_time",
  etl_manage_entities:
    "etl_manage_entities.block_height = head.height and etl_manage_entities.created_at = head.block_time",
  etl_plays: "etl_plays.block_height = head.height and etl_plays.recorded_at = head.block_time",
  plays: "plays.slot = head.plays_slot and plays.updated_at = date_trunc('second', head.block_time)",
};

/** Every table that is hashed: those that parity compares, but for what is named above and for counts. */
export const hashedTables: readonly HashedTable[] = comparedTables
  .filter(({ name, onlyByName }) => onlyByName !== true && !unhashed.has(name))
  .map(hashedTable);

function hashedTable({ name, key, surrogates = [], shownOnly = [] }: ComparedTable): HashedTable {
  return {
    name,
    key,
    leftOut: new Set([...surrogates, ...shownOnly, ...(unordered[name] ?? [])]),
    ofBlock: blockConditions[name],
  };
}

/** Whether a column of a hashed table is hashed: every one that all databases have and that the blocks alone decide. */
export function isHashedColumn({ name, leftOut }: HashedTable, column: string): boolean {
  return !leftOut.has(column) && !isDispensable(`column ${name}.${column}`);
}
