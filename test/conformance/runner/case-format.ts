import { dirname, join } from "node:path";
import { z } from "zod";
import { exitCode, Failure } from "../../../src/exit.ts";
import { memberTexts, parseExact } from "./exact-json.ts";

/** The text of a JSON value, kept as recorded so that Postgres, not a double, reads its numbers. */
export type JsonText = string;

/** The edition of the rules that a recording was made by; it names those of live transactions. */
export type RecordedEdition = "2025" | "2026";

/** One ManageEntity transaction of a case; the ids are the digits of 64-bit integers. */
export interface RecordedTransaction {
  /** Of the range with which the new chain begins (wire kind 1012); absent: a live one. */
  readonly kind?: "manage_entity_migration" | undefined;
  readonly hash: string;
  readonly user_id: string;
  readonly entity_type: string;
  readonly entity_id: string;
  readonly action: string;
  readonly metadata: string;
  readonly signer: string;
  readonly signature?: string | undefined;
  readonly nonce?: string | undefined;
}

/** One block of a case; `number` is the em_block that it must get, `timestamp` is in unix seconds. */
export interface RecordedBlock {
  readonly number: number;
  readonly hash: string;
  readonly timestamp: number;
  readonly txs: readonly RecordedTransaction[];
}

/** A transaction that must be rejected, by its place; the reason is the reference's wording and only information. */
export interface RecordedRejection {
  readonly block: number;
  readonly tx: number;
  readonly kind: string;
  readonly reason: string;
}

/** Rows by table, each table's rows as the text of a JSON array of to_jsonb(row). */
export type RowsByTable = ReadonlyMap<string, JsonText>;

/** What a case and a stream have in common: where they start, what happens, and what must be refused. */
export interface Recording {
  readonly name: string;
  /** The file that it was read from, and its line there, for messages. */
  readonly file: string;
  readonly line: number;
  readonly edition: RecordedEdition;
  /** Starting rows; with a world, rows beyond it or in place of its row with the same key. */
  readonly pre: RowsByTable | undefined;
  readonly blocks: readonly RecordedBlock[];
  readonly rejected: readonly RecordedRejection[];
}

/** One conformance case: its `changes` hold, by table, the text of `{inserted, updated, deleted}`. */
export interface ConformanceCase extends Recording {
  readonly changes: ReadonlyMap<string, JsonText>;
}

/**
 * One stream: `tables` holds all rows that each written table must have after the last block. One that was captured from a chain has no
 * `pre` and no blocks here, but names the files that hold them; its rejections count all transactions of a block.
 */
export interface ConformanceStream extends Recording {
  readonly tables: RowsByTable;
  readonly capture?: Capture | undefined;
}

/** The files of a captured stream. */
export interface Capture {
  /** SQL that makes the starting rows. */
  readonly preSql: string;
  /** One core.v1.Block in JSON a line, heights without a hole. */
  readonly blocks: string;
}

/** A file that does not have the documented shape. The message names the file, the line and the member. */
export class MalformedRecording extends Failure {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCode.usage, options);
    this.name = "MalformedRecording";
  }
}

const integer = z
  .object({ digits: z.string() }, "expected a whole number")
  .transform(({ digits }) => digits)
  .refine((digits) => /^-?\d+$/.test(digits), "expected a whole number");
const smallInteger = integer.transform(Number).refine(Number.isSafeInteger, "expected a whole number below 2^53");
const row = z.record(z.string(), z.unknown());
const rowsByTable = z.record(z.string(), z.array(row));

const transactionShape = z.object({
  kind: z.literal("manage_entity_migration").optional(),
  hash: z.string(),
  user_id: integer,
  entity_type: z.string(),
  entity_id: integer,
  action: z.string(),
  metadata: z.string(),
  signer: z.string(),
  signature: z.string().optional(),
  nonce: z.string().optional(),
});

const commonMembers = {
  name: z.string().min(1),
  edition: z.enum(["2025", "2026"]).default("2025"),
  rejected: z.array(
    z.object({ block: smallInteger, tx: smallInteger, kind: z.enum(["validation", "crash"]), reason: z.string() }),
  ),
};

const recordingMembers = {
  ...commonMembers,
  pre: rowsByTable.optional(),
  blocks: z
    .array(
      z.object({
        number: smallInteger,
        hash: z.string(),
        timestamp: smallInteger,
        txs: z.array(transactionShape),
      }),
    )
    .min(1),
};

const caseShape = z.strictObject({
  ...recordingMembers,
  origin: z.unknown().optional(),
  changes: z.record(
    z.string(),
    z.strictObject({
      inserted: z.array(row),
      updated: z.array(z.strictObject({ before: row, after: row })),
      deleted: z.array(row),
    }),
  ),
});

const streamShape = z.strictObject({ ...recordingMembers, tables: rowsByTable });
const captureShape = z.strictObject({
  ...commonMembers,
  pre_sql: z.string(),
  blocks_ndjson: z.string(),
  tables: rowsByTable,
});

/**
 * Reads one line of a case file.
 *
 * @param text the line: one JSON object in the format of `cases/README.md`
 * @param place the file and the line's number in it, from 1, for messages
 * @throws MalformedRecording when it is not JSON, or a member is missing, unknown or of the wrong type
 */
export function parseCase(text: string, place: { file: string; line: number }): ConformanceCase {
  const parsed = checkShape(caseShape, text, place);
  const members = memberTexts(text);
  return {
    ...recording(parsed, members, place),
    changes: memberTexts(members.get("changes") ?? "{}"),
  };
}

/**
 * Reads a stream file.
 *
 * @param text the whole file: one JSON object in the format of `cases/README.md`, last paragraph
 * @throws MalformedRecording as parseCase does
 */
export function parseStream(text: string, file: string): ConformanceStream {
  const place = { file, line: 1 };
  const members = memberTexts(text);
  const tables = memberTexts(members.get("tables") ?? "{}");
  if (!members.has("blocks_ndjson")) {
    return { ...recording(checkShape(streamShape, text, place), members, place), tables };
  }
  const { name, edition, rejected, pre_sql, blocks_ndjson } = checkShape(captureShape, text, place);
  const beside = (path: string): string => join(dirname(file), path);
  const capture = { preSql: beside(pre_sql), blocks: beside(blocks_ndjson) };
  return { name, ...place, edition, pre: undefined, blocks: [], rejected, tables, capture };
}

/**
 * Reads a world file: the starting rows that all cases of its folder share.
 *
 * @throws MalformedRecording when it is not an object of arrays of rows
 */
export function parseWorld(text: string, file: string): RowsByTable {
  checkShape(rowsByTable, text, { file, line: 1 });
  return memberTexts(text);
}

/** Whether a JSON file's top-level members are those of a stream. */
export function looksLikeStream(text: string): boolean {
  const members = memberTexts(text);
  return (members.has("blocks") || members.has("blocks_ndjson")) && members.has("tables");
}

function checkShape<Shape extends z.ZodType>(
  shape: Shape,
  text: string,
  place: { file: string; line: number },
): z.output<Shape> {
  let value: unknown;
  try {
    JSON.parse(text);
    value = parseExact(text);
  } catch (error) {
    throw new MalformedRecording(
      `${place.file}:${place.line}: not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const member = issue === undefined || issue.path.length === 0 ? "the object" : issue.path.map(String).join(".");
  throw new MalformedRecording(`${place.file}:${place.line}: ${member}: ${issue?.message ?? "wrong shape"}`);
}

/** Checks what a shape cannot say (rejections that point at no transaction) and puts the common members together. */
function recording(
  parsed: Pick<Recording, "name" | "edition" | "blocks" | "rejected">,
  members: ReadonlyMap<string, JsonText>,
  place: { file: string; line: number },
): Recording {
  for (const { block, tx } of parsed.rejected) {
    if (parsed.blocks[block]?.txs[tx] === undefined) {
      throw new MalformedRecording(
        `${place.file}:${place.line}: rejected names block ${block}, transaction ${tx}, which is not there`,
      );
    }
  }
  const pre = members.get("pre");
  return {
    name: parsed.name,
    file: place.file,
    line: place.line,
    edition: parsed.edition,
    pre: pre === undefined ? undefined : memberTexts(pre),
    blocks: parsed.blocks,
    rejected: parsed.rejected,
  };
}
