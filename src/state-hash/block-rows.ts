import pg from "pg";
import { readTables, type SideTable } from "../parity/catalog.ts";
import { differenceIn, differingColumns, missingRow } from "../parity/difference.ts";
import { pairs, type Row, type RowGroup } from "../parity/rows.ts";
import { type Shape, shapeOf } from "../parity/shape.ts";
import type { Side, SideName } from "../parity/side.ts";
import type { Difference } from "../parity/table-result.ts";
import { type ComparedTable, comparedTables } from "../parity/tables.ts";
import type { HashedBlock } from "./chain.ts";
import { type HashedTable, hashedTables } from "./tables.ts";

/** A row that a block left differently in two databases, and that is the same in both by now. */
export interface SettledRow {
  readonly table: string;
  /** The values of its key, as a JSON list. */
  readonly key: string;
}

/** How the rows of one block differ. */
export interface BlockDifferences {
  readonly differences: readonly Difference[];
  readonly settled: readonly SettledRow[];
  /** Rows that differ and were not read any more. */
  readonly further: number;
}

type Sides = Readonly<Record<SideName, Side>>;

/** The values as they are: times with their fractions, numbers of blocks as either side counts. */
const asTheyAre = { wholeSeconds: false, shift: 0 };

/**
 * Reads the rows of a block on both sides, and says where they differ. Rows that are only added are read as the block wrote them. Of
 * those that change it is known which ones the block left differently; they are read as they are now.
 * @param block the block's number is the same on both sides
 * @param most so many rows that changed are read
 */
export async function blockDifferences(sides: Sides, block: HashedBlock, most: number): Promise<BlockDifferences> {
  const names = hashedTables.map(({ name }) => name);
  const ours = await readTables(sides.ours, names);
  const theirs = await readTables(sides.theirs, names);
  const changed = await changedOtherwise(sides, block);
  const differences: Difference[] = [];
  const settled: SettledRow[] = [];
  let read = 0;
  for (const table of hashedTables) {
    const [our, their] = [ours.get(table.name), theirs.get(table.name)];
    if (our === undefined || their === undefined) {
      continue;
    }
    const shape = shapeOf(comparedAs(table), our, their, asTheyAre);
    if (table.ofBlock !== undefined) {
      differences.push(...groupDifferences(shape, await addedRows(sides, shape, table.ofBlock, block.number)));
      continue;
    }
    for (const key of changed.get(table.name) ?? []) {
      read += 1;
      if (read > most) {
        continue;
      }
      const found = groupDifferences(shape, await rowsWithKey(sides, shape, our, key));
      differences.push(...found);
      if (found.length === 0) {
        settled.push({ table: table.name, key });
      }
    }
  }
  return { differences, settled, further: Math.max(0, read - most) };
}

/** As parity compares the table, but value by value; what is not hashed is shown and does not count. */
function comparedAs({ name, leftOut }: HashedTable): ComparedTable {
  const table = comparedTables.find((each) => each.name === name);
  if (table === undefined) {
    throw new Error(`${name} is hashed, but parity does not compare it`);
  }
  const surrogates = new Set(table.surrogates);
  return { ...table, sets: [], foldedKey: [], shownOnly: [...leftOut].filter((column) => !surrogates.has(column)) };
}

/** The rows that the block changed on one side alone, or left differently: their keys, by table. */
async function changedOtherwise(sides: Sides, { chainId, height }: HashedBlock): Promise<Map<string, string[]>> {
  const read = async (side: Side) =>
    new Map(
      (
        await side.rows(
          `select distinct on (table_name, key) table_name, key, coalesce(encode(digest, 'hex'), 'gone')
           from em.changed_rows
           where chain_id = $1 and height = $2
           order by table_name, key, id desc`,
          [chainId, height],
        )
      ).map(([table, key, digest]): [string, string] => [JSON.stringify([table, key]), digest ?? ""]),
    );
  const [ours, theirs] = [await read(sides.ours), await read(sides.theirs)];
  const changed = new Map<string, string[]>();
  for (const row of new Set([...ours.keys(), ...theirs.keys()])) {
    if (ours.get(row) !== theirs.get(row)) {
      const [table, key]: [string, string] = JSON.parse(row);
      changed.set(table, [...(changed.get(table) ?? []), key]);
    }
  }
  return changed;
}

/** The rows of a table that the block added, on both sides. */
async function addedRows(sides: Sides, shape: Shape, ofBlock: string, number: number): Promise<RowGroup> {
  const { name } = shape.table;
  const read = (side: SideName) =>
    readRows(
      sides[side],
      shape,
      `(
         select ${name}.*
         from (
           select state_hashes.chain_id, state_hashes.height, state_hashes.block_time, indexed.em_block, indexed.plays_slot
           from em.state_hashes
           join core_indexed_blocks as indexed using (chain_id, height)
           where state_hashes.number = $1
         ) as head
         join ${name} on ${ofBlock}
       ) as line`,
      number,
    );
  return { ours: await read("ours"), theirs: await read("theirs") };
}

/** The row with a key, as it is now on both sides. */
async function rowsWithKey(sides: Sides, shape: Shape, { columns }: SideTable, key: string): Promise<RowGroup> {
  const { name, key: keyColumns } = shape.table;
  const conditions = keyColumns.map(
    (column, at) => `${pg.escapeIdentifier(column)} = ($1::jsonb ->> ${at})::${columns.get(column) ?? "text"}`,
  );
  const source = `${name} where ${conditions.join(" and ")}`;
  return {
    ours: await readRows(sides.ours, shape, source, key),
    theirs: await readRows(sides.theirs, shape, source, key),
  };
}

async function readRows(side: Side, shape: Shape, source: string, value: unknown): Promise<Row[]> {
  const values = shape.valueSql[side.name].map((each) => `(${each})::text`);
  const rows = await side.rows(`select ${[shape.keySql[side.name], ...values].join(", ")} from ${source}`, [value]);
  return rows.map(([key, ...rest]) => ({ key: key ?? "", place: 0, values: rest }));
}

function groupDifferences(shape: Shape, { ours, theirs }: RowGroup): Difference[] {
  const keys = new Set([...ours, ...theirs].map(({ key }) => key));
  const having = (rows: readonly Row[], key: string) => rows.filter((row) => row.key === key);
  return [...keys].flatMap((key) =>
    pairs({ ours: having(ours, key), theirs: having(theirs, key) }).flatMap((pair) => {
      const { ours: our, theirs: their } = pair;
      if (our === undefined || their === undefined) {
        const lone = our ?? their;
        return lone === undefined ? [] : [missingRow(shape, our === undefined ? "theirs" : "ours", lone.values)];
      }
      const columns = differingColumns(shape, our.values, their.values);
      return columns.length === 0 ? [] : [differenceIn(shape, columns, { ours: our.values, theirs: their.values })];
    }),
  );
}
