import type { Client } from "pg";
import { type EmApplyAnswer, emApplyAnswer } from "../../../src/database/em-apply.ts";
import { blockJson } from "../../../src/edge/block.ts";
import type { Block } from "../../../src/generated/core/v1/types_pb.ts";
import type { RecordedBlock, Recording } from "./case-format.ts";
import { chainBlocks } from "./chain-blocks.ts";
import { signatures } from "./signatures.ts";

/** A rejection by its place in a recording: block and transaction, both from 0. */
export interface PlacedRejection {
  readonly block: number;
  readonly tx: number;
  readonly hash: string;
  readonly handler: string;
  readonly code: string;
  readonly reason: string;
}

/** em_apply failed or answered what the contract does not allow; the message names the block. */
export class BlockFailed extends Error {
  override readonly name = "BlockFailed";
}

/** The chain on which cases are put. */
export const CASE_CHAIN = "em-cases";
const FIRST_HEIGHT = 1n;

/**
 * Puts a recording's blocks through the real edge and em_apply, one call a block, in the caller's transaction.
 *
 * @param client a connection with an open transaction; after BlockFailed only a rollback is possible
 * @returns one sentence for each thing that is wrong with the answers and with the stored rejections; empty when all is right
 * @throws BlockFailed when em_apply raises an error, with its message, SQLSTATE and context
 */
export async function applyRecording(client: Client, recording: Recording): Promise<string[]> {
  const blocks = chainBlocks(recording.blocks, { chainId: CASE_CHAIN, firstHeight: FIRST_HEIGHT });
  const problems: string[] = [];
  const rejections: PlacedRejection[] = [];
  for (const [index, block] of blocks.entries()) {
    const recorded = recording.blocks[index];
    if (recorded === undefined) continue;
    const answer = await applyBlock(client, block, `block ${index} (em_block ${recorded.number})`);
    problems.push(...emBlockProblems(recorded, index, answer));
    for (const { index: tx, ...rest } of answer.rejected) rejections.push({ block: index, tx, ...rest });
  }
  return [
    ...problems,
    ...rejectionProblems(recording, rejections),
    ...storedRejectionProblems(rejections, await storedRejections(client, CASE_CHAIN, FIRST_HEIGHT)),
  ];
}

/**
 * Compares the rejections with the recorded ones: exactly those transactions, no other. Codes and reasons are ours and may differ.
 *
 * @returns one sentence for each transaction that was wrongly rejected or wrongly accepted, or has another hash
 */
export function rejectionProblems(recording: Recording, rejections: readonly PlacedRejection[]): string[] {
  const problems: string[] = [];
  const place = ({ block, tx }: { block: number; tx: number }): string => `${block}/${tx}`;
  const found = new Set(rejections.map(place));
  const expected = new Set(recording.rejected.map(place));
  for (const rejection of recording.rejected) {
    if (found.has(place(rejection))) continue;
    const why = `${rejection.kind}: ${oneLine(rejection.reason)}`;
    problems.push(`${namePlace(recording, rejection)} was accepted, expected a rejection (${why})`);
  }
  for (const rejection of rejections) {
    const transaction = recording.blocks[rejection.block]?.txs[rejection.tx];
    if (!expected.has(place(rejection))) {
      problems.push(
        `${namePlace(recording, rejection)} was rejected by ${rejection.handler} with ${rejection.code} (${oneLine(rejection.reason)}), expected to be accepted`,
      );
    } else if (transaction !== undefined && transaction.hash !== rejection.hash) {
      problems.push(
        `${namePlace(recording, rejection)}: the rejection names hash ${rejection.hash}, expected ${transaction.hash}`,
      );
    }
  }
  return problems;
}

/**
 * The rejections in em_rejections of one chain.
 *
 * @param firstHeight the height of the recording's first block
 */
export async function storedRejections(
  client: Client,
  chainId: string,
  firstHeight: bigint,
): Promise<PlacedRejection[]> {
  const { rows } = await client.query<PlacedRejection>({
    name: "stored_rejections",
    text: `
      select (block_height - $2::bigint)::integer as block, tx_index::integer as tx, tx_hash as hash, handler, code, reason
      from public.em_rejections where chain_id = $1 order by block_height, tx_index`,
    values: [chainId, firstHeight.toString()],
  });
  return rows;
}

async function applyBlock(client: Client, block: Block, named: string): Promise<EmApplyAnswer> {
  let answer: unknown;
  try {
    const { rows } = await client.query<{ answer: unknown }>({
      name: "em_apply",
      text: "select public.em_apply($1::jsonb) as answer",
      values: [blockJson(block, signatures)],
    });
    answer = rows[0]?.answer;
  } catch (error) {
    throw new BlockFailed(`${named}: em_apply failed: ${describeError(error)}`);
  }
  const checked = emApplyAnswer.safeParse(answer);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new BlockFailed(`${named}: em_apply's answer: ${issue?.path.map(String).join(".")}: ${issue?.message}`);
  }
  return checked.data;
}

function emBlockProblems(recorded: RecordedBlock, index: number, answer: EmApplyAnswer): string[] {
  const expected = recorded.txs.length > 0 ? recorded.number : null;
  if (answer.em_block === expected) return [];
  return [`block ${index}: em_block is ${answer.em_block}, expected ${expected}`];
}

function storedRejectionProblems(answered: readonly PlacedRejection[], stored: readonly PlacedRejection[]): string[] {
  const text = ({ block, tx, hash, handler, code, reason }: PlacedRejection): string =>
    `block ${block} tx ${tx} (${hash}) ${handler} ${code}: ${reason}`;
  const answeredTexts = new Set(answered.map(text));
  const storedTexts = new Set(stored.map(text));
  return [
    ...[...answeredTexts].filter((line) => !storedTexts.has(line)).map((line) => `em_rejections lacks ${line}`),
    ...[...storedTexts].filter((line) => !answeredTexts.has(line)).map((line) => `em_rejections has beyond ${line}`),
  ];
}

/** A reason for people: some of the reference's are whole stack traces. */
function oneLine(reason: string): string {
  return clip(reason.replace(/\s+/g, " ").trim());
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function namePlace(recording: Recording, { block, tx }: { block: number; tx: number }): string {
  const transaction = recording.blocks[block]?.txs[tx];
  // A captured stream keeps its blocks in a file of their own.
  const named = transaction === undefined ? "" : ` (${transaction.entity_type} ${transaction.action})`;
  return `block ${block} tx ${tx}${named}`;
}

/**
 * A database error in one line, with what helps to find its place: SQLSTATE, detail, and where in which procedure it was. The
 * statement is left out: a generated one fills pages.
 */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const member = (name: "code" | "detail" | "where"): string => {
    const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value;
    return typeof value === "string" ? value : "";
  };
  const lines = `${member("detail")}\n${member("where")}`.split("\n");
  const places = lines.filter((line) => line.startsWith("PL/pgSQL function")).map((line) => line.slice(18));
  const [detail = ""] = lines.filter((line) => !line.startsWith("PL/pgSQL function"));
  return [error.message, `SQLSTATE ${member("code")}`, clip(detail), `at ${[...new Set(places)].join(" < ")}`]
    .filter((part) => !["", "SQLSTATE ", "at "].includes(part))
    .join("; ");
}
