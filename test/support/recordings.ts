import type { ConformanceCase } from "../conformance/runner/case-format.ts";
import { parseCase } from "../conformance/runner/case-format.ts";

/** A row of notification_seen, a small table, as to_jsonb gives it. */
export const seenRow = {
  user_id: 5,
  seen_at: "2026-04-04T09:03:00",
  blocknumber: 7,
  blockhash: "0xb7",
  txhash: "0xt1",
};

/** What a hand-made case says, with what is left out taken from a case that changes nothing. */
export interface HandMadeCase {
  readonly name?: string;
  readonly edition?: string;
  /** Of all its transactions; live ones if left out. */
  readonly kind?: string;
  readonly pre?: object;
  readonly changes?: object;
  readonly rejected?: readonly object[];
  readonly transactions?: number;
  /** Of all its transactions; Notification View if left out. */
  readonly family?: { readonly entity_type: string; readonly action: string };
}

const notificationView = { entity_type: "Notification", action: "View" };

/** The line of a case with one block (number 7) of equal transactions: 0xt1, 0xt2, … */
export function caseLine({
  name = "by hand",
  edition,
  kind,
  pre,
  changes = {},
  rejected = [],
  transactions = 1,
  family = notificationView,
}: HandMadeCase): string {
  const txs = Array.from({ length: transactions }, (_, index) => ({
    kind,
    hash: `0xt${index + 1}`,
    user_id: 5,
    ...family,
    entity_id: 5,
    metadata: "",
    signer: "0x5",
  }));
  const blocks = [{ number: 7, hash: "0xb7", timestamp: 1775293380, txs }];
  return JSON.stringify({ name, edition, pre, blocks, changes, rejected });
}

/** A hand-made case, read as from line 3 of by-hand.jsonl. */
export function handMadeCase(said: HandMadeCase): ConformanceCase {
  return parseCase(caseLine(said), { file: "by-hand.jsonl", line: 3 });
}
