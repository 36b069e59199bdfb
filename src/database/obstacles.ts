/** What stands in the way of `migrate`, found by reading alone, before anything is changed. */
import { exitCode, Failure } from "../exit.ts";
import type { Additions } from "./additions.ts";
import type { RowFault } from "./row-fault.ts";

/** Columns that can be neither empty nor constant, so that adding them would cost a rewrite of their table. */
export function columnObstacles(additions: Additions): RowFault[] {
  return additions.columns.flatMap(({ table, columns }) =>
    columns
      .filter(({ notNull, default: preset }) => (preset === null ? notNull : !isConstant(preset)))
      .map(({ name }) => ({
        object: `column ${table}.${name}`,
        problem: "is missing, and cannot be added without a rewrite of the table: this is not a table of the network",
        halts: true,
      })),
  );
}

/** A failure that names all obstacles, and says which of them can be mended. */
export function obstacleFailure(obstacles: readonly RowFault[]): Failure {
  const lines = obstacles.map(({ object, problem }) => `  ${object} ${problem}`);
  const advice = obstacles.some(({ mend }) => mend !== undefined)
    ? "\nnpm run migrate -- --mend takes out the rows that are too many, and keeps them in em.mended_rows."
    : "";
  return new Failure(
    `nothing was changed, for this stands in the way (docs/operating.md, "When migrate finds rows in the way"):\n${lines.join("\n")}${advice}`,
    exitCode.failed,
  );
}

function isConstant(preset: string): boolean {
  return /^('(?:[^']|'')*'::[\w ]+(\[\])?|true|false|-?\d+)$/.test(preset);
}
