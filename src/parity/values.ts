import type { ValueKind } from "./shape.ts";
import type { Value } from "./side.ts";

/** A place inside a column where two rows differ. */
export interface FieldDifference {
  /** The column, and for a member of a JSON value the way to it: `stem_of.parent_track_id`. */
  readonly field: string;
  readonly ours: Value;
  readonly theirs: Value;
}

/** Whether two values are the same: JSON by value, all else by text. SQL NULL equals only itself, not '' and not JSON null. */
export function sameValue(kind: ValueKind, ours: Value, theirs: Value): boolean {
  if (ours === theirs) {
    return true;
  }
  return kind === "json" && ours !== null && theirs !== null && sameNumbers(ours) === sameNumbers(theirs);
}

/** Postgres writes equal JSON alike, but for the zeros at the end of a fraction: 1.50 is 1.5. */
function sameNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+\.\d+/g, (token) =>
    token.startsWith('"') ? token : token.replace(/\.?0+$/, ""),
  );
}

/**
 * Where two different values of a column differ: member by member where both are JSON objects or lists.
 * @returns at least one difference
 */
export function fieldDifferences(column: string, kind: ValueKind, ours: Value, theirs: Value): FieldDifference[] {
  if (kind === "json" && ours !== null && theirs !== null) {
    const members = memberDifferences(column, JSON.parse(ours), JSON.parse(theirs));
    // Digits beyond a double are equal to JSON.parse.
    if (members.length > 0) {
      return members;
    }
  }
  return [{ field: column, ours, theirs }];
}

function memberDifferences(path: string, ours: unknown, theirs: unknown): FieldDifference[] {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const length = Math.max(ours.length, theirs.length);
    return Array.from({ length }, (_, at) => memberDifferences(`${path}[${at}]`, ours[at], theirs[at])).flat();
  }
  if (isObject(ours) && isObject(theirs)) {
    const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
    return names.flatMap((name) => memberDifferences(`${path}.${name}`, ours[name], theirs[name]));
  }
  const [one, other] = [textOf(ours), textOf(theirs)];
  return one === other ? [] : [{ field: path, ours: one, theirs: other }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON value as text; null where the member is not there. */
function textOf(value: unknown): Value {
  return value === undefined ? null : JSON.stringify(value);
}
