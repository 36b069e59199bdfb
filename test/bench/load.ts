import { connect } from "../../src/database/connect.ts";
import type { ConformanceStream, RecordedBlock } from "../conformance/runner/case-format.ts";
import { familyName } from "../conformance/runner/families.ts";
import { withOwnDatabases } from "../conformance/runner/own-databases.ts";
import { replicate } from "./replicate.ts";

/** What is indexed, and what it must leave. */
export interface Load {
  readonly stream: ConformanceStream;
  readonly blocks: readonly RecordedBlock[];
  readonly copies: number;
  readonly transactions: number;
  /** Transactions of one copy that no handler claims yet, which are left out: to skip them would be no work. */
  readonly leftOut: number;
}

const TRANSACTIONS_A_BLOCK = 10;

/**
 * Makes the load of a measurement: the recorded transactions that have handlers, in blocks of ten, repeated.
 *
 * @param server the URL of a database on the server; the procedures of this tree are asked which pairs they claim
 */
export async function makeLoad(server: string, stream: ConformanceStream, copies: number): Promise<Load> {
  const claimed = await claimedFamilies(server, stream);
  const kept = stream.blocks.map((block) => ({
    ...block,
    txs: block.txs.filter((transaction) => claimed.has(familyName(transaction))),
  }));
  const transactions = count(kept);
  const blocks = replicate(blocksOfTen(kept), copies);
  return { stream, blocks, copies, transactions: transactions * copies, leftOut: count(stream.blocks) - transactions };
}

/** Fills blocks up to ten transactions from those behind them; each takes time and hash of the block of its first. */
function blocksOfTen(blocks: readonly RecordedBlock[]): RecordedBlock[] {
  const transactions = blocks.flatMap((block) => block.txs.map((transaction) => ({ block, transaction })));
  const filled: RecordedBlock[] = [];
  for (let at = 0; at < transactions.length; at += TRANSACTIONS_A_BLOCK) {
    const together = transactions.slice(at, at + TRANSACTIONS_A_BLOCK);
    const [first] = together;
    if (first === undefined) continue;
    const number = (blocks[0]?.number ?? 0) + filled.length;
    const hash = filled.at(-1)?.hash === first.block.hash ? `${first.block.hash}${filled.length}` : first.block.hash;
    filled.push({ ...first.block, hash, number, txs: together.map(({ transaction }) => transaction) });
  }
  return filled;
}

async function claimedFamilies(server: string, stream: ConformanceStream): Promise<Set<string>> {
  const pairs = new Map(
    stream.blocks.flatMap(({ txs }) => txs.map((transaction) => [familyName(transaction), transaction])),
  );
  return withOwnDatabases(server, 1, async ([url = ""]) => {
    const client = await connect(url, { applicationName: "em-apply bench" });
    try {
      const claimed = new Set<string>();
      for (const [name, { entity_type, action }] of pairs) {
        const { rows } = await client.query("select where em.handler_of($3, $1, $2) is not null", [
          entity_type,
          action,
          stream.edition,
        ]);
        if (rows.length > 0) claimed.add(name);
      }
      return claimed;
    } finally {
      await client.end();
    }
  });
}

function count(blocks: readonly RecordedBlock[]): number {
  return blocks.reduce((sum, { txs }) => sum + txs.length, 0);
}
