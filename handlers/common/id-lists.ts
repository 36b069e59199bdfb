/** Lists of ids: what a member of the metadata names. */
import { type Expression, ne, type RowSet, resultsOf, sql, sqlFunction, type } from "#spec";

const unnest = sqlFunction("unnest", [type.nullable(type.integers)], type.integer);
const noIds = sql<number[]>("integer[]")`'{}'`;

/** A row for each id of a list. */
export function each(ids: Expression<number[] | null>): RowSet<Expression<number>> {
  return resultsOf(unnest(ids));
}

/** The list holds an id; unknown where there is no list. */
export function namesAny(ids: Expression<number[] | null>): Expression<boolean> {
  return ne<number[] | null>(ids, noIds);
}
