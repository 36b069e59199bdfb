import { createHash } from "node:crypto";
import type { RecordedBlock, RecordedTransaction } from "../conformance/runner/case-format.ts";

/** Users, tracks, playlists and comments of the recorded stream have ids below 1,000 past their range's start. */
const IDS = /(?<![0-9A-Za-z])(?:(?:3000|2000|4000|400)\d{3}|17500\d{5})(?![0-9A-Za-z])/g;
const IDS_A_COPY = 1_000;
const UNIX_SECONDS_DIGITS = 10;

/**
 * Repeats a stream of blocks, each copy with users, tracks, playlists, comments, handles, wallets and hashes of its own, so that
 * a copy does exactly the work of the first on tables that have grown. It rewrites the ids of `streams/mixed5k.json` (users from
 * 3000001, tracks from 2000001, playlists from 400001, comments from 4000001) wherever they stand, in the metadata too.
 *
 * @param blocks the recorded blocks, whose em_blocks and timestamps count up
 * @param copies how often, at least once; the first copy is the recording itself
 */
export function replicate(blocks: readonly RecordedBlock[], copies: number): RecordedBlock[] {
  const [first] = blocks;
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return [];
  const seconds = last.timestamp - first.timestamp + 2;
  return Array.from({ length: copies }, (_, copy) => copy).flatMap((copy) =>
    copy === 0 ? blocks : blocks.map((block) => copyBlock(block, { copy, blocks: blocks.length, seconds })),
  );
}

/** Which copy it is, and how many blocks and seconds one copy takes. */
interface Shift {
  readonly copy: number;
  readonly blocks: number;
  readonly seconds: number;
}

function copyBlock(block: RecordedBlock, shift: Shift): RecordedBlock {
  return {
    number: block.number + shift.copy * shift.blocks,
    hash: copyHex(block.hash, shift),
    timestamp: block.timestamp + shift.copy * shift.seconds,
    txs: block.txs.map((transaction) => copyTransaction(transaction, shift)),
  };
}

function copyTransaction(transaction: RecordedTransaction, shift: Shift): RecordedTransaction {
  const numbers = (text: string): string =>
    text.replace(IDS, (digits) =>
      String(Number(digits) + shift.copy * (digits.length === UNIX_SECONDS_DIGITS ? shift.seconds : IDS_A_COPY)),
    );
  return {
    ...transaction,
    hash: copyHex(transaction.hash, shift),
    signer: copyHex(transaction.signer, shift),
    user_id: numbers(transaction.user_id),
    entity_id: numbers(transaction.entity_id),
    metadata: numbers(transaction.metadata),
  };
}

/** Another hash or address of the same length, the same each time. */
function copyHex(hex: string, { copy }: Shift): string {
  const digest = createHash("sha256").update(`${copy}:${hex}`).digest("hex");
  return `0x${digest}`.slice(0, hex.length);
}
