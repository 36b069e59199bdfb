import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { type Block, BlockSchema, SignedTransactionSchema, type Transaction } from "../generated/core/v1/types_pb.ts";
import { EnvelopeSchema } from "../generated/core/v1beta1/types_pb.ts";
import { combined, type FaultPlan } from "./faults.ts";

/** What a real node was seen to do, or may do, as long as it runs. Faults come and go; habits stay. */
export interface Habits {
  /** StreamBlocks leaves out the first transaction of each block, as all releases of the node do that were looked at. */
  readonly firstLeftOut: boolean;
  /** Height that GetStatus calls the oldest, while every block is served. */
  readonly prunedReport?: number | undefined;
  /** Height with which every GetBlocks fails; GetBlock gives it. */
  readonly failingTogether?: number | undefined;
  /** Height with which every call fails. */
  readonly failing?: number | undefined;
  /** Height that the node does not have. */
  readonly hole?: number | undefined;
  /** The order of transactions with the same outer signature, here an empty one, changes from one fetch to the next. */
  readonly changingOrder: boolean;
  /**
   * A transaction of the second envelope looks as the node's code makes it: in a stream it stands beside an empty one of the first, in
   * an answer its bytes are read as one of the first.
   */
  readonly secondMistaken: boolean;
  /** So many blocks after its start a stream says nothing any more, and stays open. */
  readonly silentAfter?: number | undefined;
  /** In three of ten calls the head is so many blocks lower than it was. */
  readonly headBack?: number | undefined;
}

/** The habits that every real node has. */
export const usualHabits: Habits = { firstLeftOut: true, changingOrder: false, secondMistaken: false };

/** The fault plan of the habits that are faults which never end. */
export function planOf({ failingTogether, failing, silentAfter, headBack }: Habits): FaultPlan {
  return combined(
    ({ rpc, heights }) => {
      const isMet =
        (rpc === "getBlocks" && heights.some((height) => height === failingTogether || height === failing)) ||
        (rpc === "getBlock" && heights.some((height) => height === failing));
      return isMet ? { kind: "error", code: Code.Unknown, message: unmarshalWords } : undefined;
    },
    ({ rpc, sent }) =>
      rpc === "streamBlocks" && silentAfter !== undefined && sent >= silentAfter ? { kind: "silence" } : undefined,
    ({ rpc, call }) =>
      rpc !== "streamBlocks" && headBack !== undefined && call % 10 < 3
        ? { kind: "headBack", by: headBack }
        : undefined,
  );
}

/** What the real node says of a height whose second-envelope transaction is not UTF-8. */
const unmarshalWords = "error unmarshaling transaction: string field contains invalid UTF-8";

/** Where a block goes out. */
type Way = { readonly on: "stream" } | { readonly on: "answer"; readonly fetch: number };

/**
 * @param way on a stream, or in an answer; `fetch` counts the answers
 * @returns a block's bytes as the habits have them, the bytes themselves where they change nothing
 */
export function shaped(bytes: Uint8Array<ArrayBuffer>, habits: Habits, way: Way): Uint8Array<ArrayBuffer> {
  const leavesOut = way.on === "stream" && habits.firstLeftOut;
  if (!leavesOut && !habits.changingOrder && !habits.secondMistaken) {
    return bytes;
  }
  const block = fromBinary(BlockSchema, bytes);
  if (habits.secondMistaken) {
    for (const transaction of block.transactions) {
      mistakeSecond(transaction, way);
    }
  }
  if (habits.changingOrder) {
    changeOrder(block, way.on === "answer" && way.fetch % 2 === 1);
  }
  if (leavesOut) {
    block.transactions.shift();
  }
  return toBinary(BlockSchema, block);
}

function mistakeSecond(transaction: Transaction, way: Way): void {
  const { transactionv2: second } = transaction;
  if (second === undefined) {
    return;
  }
  transaction.transaction = create(SignedTransactionSchema);
  if (way.on === "stream") {
    return;
  }
  // The envelope is field 2 of its transaction, which is the request's id in one of the first kind.
  if (second.envelope !== undefined) {
    transaction.transaction.requestId = new TextDecoder().decode(toBinary(EnvelopeSchema, second.envelope));
  }
  delete transaction.transactionv2;
}

/** Removes the signature from everything but ManageEntity, as nodes do not sign what they report, and reverses the order if asked. */
function changeOrder(block: Block, isReversed: boolean): void {
  const places: number[] = [];
  for (const [index, { transaction }] of block.transactions.entries()) {
    if (transaction === undefined || transaction.transaction.case === "manageEntity") {
      continue;
    }
    transaction.signature = "";
    places.push(index);
  }
  if (!isReversed) {
    return;
  }
  const reversed = places.map((place) => block.transactions[place]).reverse();
  for (const [index, place] of places.entries()) {
    const transaction = reversed[index];
    if (transaction !== undefined) {
      block.transactions[place] = transaction;
    }
  }
}

/** The habits by the names that the command line has for them: those with a number after "=", and those without. */
const withNumber = {
  "pruned-report": (height: number) => ({ prunedReport: height }),
  "failing-together": (height: number) => ({ failingTogether: height }),
  failing: (height: number) => ({ failing: height }),
  hole: (height: number) => ({ hole: height }),
  "silent-after": (blocks: number) => ({ silentAfter: blocks }),
  "head-back": (blocks: number) => ({ headBack: blocks }),
} as const;
const withoutNumber = {
  "changing-order": { changingOrder: true },
  "second-mistaken": { secondMistaken: true },
} as const;

/** What they are called, for a sentence. */
export const habitNames: readonly string[] = [
  ...Object.keys(withNumber).map((name) => `${name}=<number>`),
  ...Object.keys(withoutNumber),
];

/** One habit by its name, as "hole=7" or "changing-order"; undefined for anything else. */
export function habitNamed(text: string): Partial<Habits> | undefined {
  const [, name = "", number] = /^([a-z-]+)(?:=([1-9]\d{0,8}))?$/.exec(text) ?? [];
  if (number === undefined) {
    return isIn(withoutNumber, name) ? withoutNumber[name] : undefined;
  }
  return isIn(withNumber, name) ? withNumber[name](Number(number)) : undefined;
}

function isIn<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name);
}
