import type { Logger } from "pino";
import type { PreparedBlock } from "../reader/prepared-block.ts";
import type { AppliedBlock } from "./applied.ts";

/** Anybody can put anything into a transaction, so only this many kinds, and pairs, are logged. */
const mostLogged = 20;

/** Warns of what the chain holds and nothing of ours handles, once each: a chain may be full of it. */
export class UnhandledNotices {
  readonly #log: Logger;
  readonly #kinds = new Set<string>();
  readonly #pairs = new Set<string>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Warns of kinds of transactions that this version does not know. */
  ofKinds({ height, transactions }: PreparedBlock): void {
    for (const { hash, unknown } of transactions) {
      if (unknown !== undefined && isToBeLogged(this.#kinds, unknown)) {
        this.#log.warn(
          { block: height, hash, unknown },
          `transaction ${hash} of block ${height} is of a kind that this version does not know (${unknown}): it is kept in etl_transactions with an empty tx_type, and nothing else is done. Look for a newer version; more of this kind are counted, not logged`,
        );
      }
    }
  }

  /** Warns of pairs of entity type and action that no handler claims (E10). */
  ofPairs(blocks: readonly AppliedBlock[]): void {
    for (const { block, result } of blocks) {
      for (const pair of Object.keys(result.unrouted ?? {})) {
        if (isToBeLogged(this.#pairs, pair)) {
          this.#log.warn(
            { block: block.height, pair },
            `block ${block.height}: no handler claims ${pair}: such transactions are neither applied nor refused; more of this pair are counted, not logged`,
          );
        }
      }
    }
  }
}

/** Notes what is about to be logged. */
function isToBeLogged(logged: Set<string>, name: string): boolean {
  if (logged.has(name) || logged.size >= mostLogged) {
    return false;
  }
  logged.add(name);
  return true;
}
