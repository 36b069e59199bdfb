import type { ExplainedDifference, Known } from "./causes.ts";
import type { Judgement } from "./judgement.ts";
import type { SideName, Value } from "./side.ts";

/** A value this long is cut, in characters. */
const longestValue = 80;

/** So much of two long values is shown before they begin to differ. */
const shownBefore = 20;

/** So many fields of a row are shown; a row that one side lacks has all of its own. */
const mostFields = 12;

/** What the two sides are called. */
export type SideNames = Readonly<Record<SideName, string>>;

const usualNames: SideNames = { ours: "ours", theirs: "theirs" };

/** A difference for people: what the row is about, field by field, and the transactions behind it. */
export function differenceLines(difference: ExplainedDifference, names: SideNames = usualNames): string[] {
  const { table, key, kind, fields, context } = difference;
  const keys = Object.entries(key).map(([column, value]) => `${column} ${shown(value)}`);
  // What the heading says already is not said twice.
  const rest = kind === "differing" ? [...fields, ...context] : fields.filter(({ field }) => !(field in key));
  const width = Math.max(...rest.slice(0, mostFields).map(({ field }) => field.length), 0);
  return [
    `${table} ${keys.join(", ")}: ${kindText(kind, names)}`,
    ...rest
      .slice(0, mostFields)
      .map(({ field, ours, theirs }) =>
        kind === "differing"
          ? `  ${field.padEnd(width)}  ${bothShown(ours, theirs, names)}`
          : `  ${field.padEnd(width)}  ${shown(ours ?? theirs)}`,
      ),
    ...(rest.length > mostFields ? [`  and ${rest.length - mostFields} further columns`] : []),
    ...writerLines(difference, names),
  ];
}

/** What became of a transaction in a database, as a clause: "applied by track_update (edition 2026, block 12)". */
export function outcome({ refusal, handler, edition, height, asked }: Judgement): string {
  const where = `${edition === null ? "" : `edition ${edition}, `}block ${height}`;
  if (refusal !== null) {
    return `refused by ${handler}, ${refusal.code}: ${refusal.reason} (${where})`;
  }
  if (handler !== null) {
    return `applied by ${handler} (${where})`;
  }
  return asked !== null && edition !== null ? `claimed by no handler (${where})` : `there (${where})`;
}

function kindText(kind: ExplainedDifference["kind"], names: SideNames): string {
  switch (kind) {
    case "differing":
      return kind;
    case "missing in ours":
      return `missing in ${names.ours}`;
    case "missing in theirs":
      return `missing in ${names.theirs}`;
  }
}

function writerLines({ kind, writer, transactions }: ExplainedDifference, names: SideNames): string[] {
  if (kind === "differing" && writer.ours?.hash != null && writer.ours.hash === writer.theirs?.hash) {
    return [writerLine("both", writer.ours.hash, writer.ours.block, transactions.ours, names)];
  }
  return (["ours", "theirs"] as const).flatMap((side) => {
    const own = writer[side];
    if (own === null || (own.hash === null && own.block === null)) {
      return [];
    }
    return [writerLine(names[side], own.hash, own.block, transactions[side], names)];
  });
}

function writerLine(who: string, hash: Value, block: number | null, known: Known | null, names: SideNames): string {
  const at = block === null ? "" : ` in em_block ${block}`;
  if (hash === null) {
    return `  ${who} written${at}`;
  }
  const asked = known?.ours?.asked ?? known?.theirs?.asked ?? null;
  const what = asked === null ? "" : `, ${asked.entityType} ${asked.action} ${asked.entityId}`;
  const said = (["ours", "theirs"] as const).flatMap((side) => {
    const judgement = known?.[side] ?? null;
    if (judgement === null) {
      return known === null ? [] : [`${names[side]} does not know it`];
    }
    return [`${names[side]}: ${outcome(judgement)}`];
  });
  return `  ${who} written${at} by ${hash}${what}${said.length === 0 ? "" : `; ${said.join("; ")}`}`;
}

/** Two values of a field; of long ones the part where they begin to differ. */
function bothShown(ours: Value, theirs: Value, names: SideNames): string {
  let same = 0;
  if (ours !== null && theirs !== null) {
    while (same < ours.length && ours[same] === theirs[same]) {
      same += 1;
    }
  }
  const begin = same > longestValue / 2 ? same - shownBefore : 0;
  return ours === theirs ? shown(ours) : `${names.ours} ${shown(ours, begin)}, ${names.theirs} ${shown(theirs, begin)}`;
}

function shown(value: Value, begin = 0): string {
  if (value === null) {
    return "NULL";
  }
  // JSON, arrays, numbers and times speak for themselves; a text that they could be taken for is quoted.
  const text = /^(["[{].*|[\w.:+-]+( [\d:.]+)?)$/s.test(value) ? value : JSON.stringify(value);
  const part = begin === 0 ? text : `…${text.slice(begin)}`;
  return part.length > longestValue ? `${part.slice(0, longestValue)}…` : part;
}
