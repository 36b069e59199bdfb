import type { Random } from "../../random.ts";

/** Gives what `make` makes in the given share (0 to 1) of all calls, else null: an optional column. */
export function sometimes<Value>(random: Random, share: number, make: () => Value): Value | null {
  return random.chance(share) ? make() : null;
}

/**
 * Draws rows of a relation, each key once. Where the pairs run out there are fewer than asked for.
 * @param draw makes a row and the key under which there may be one; undefined for a draw that came to nothing
 */
export function distinct<Row>(count: number, draw: () => readonly [key: string, row: Row] | undefined): Row[] {
  const rows = new Map<string, Row>();
  for (let left = count * 5; rows.size < count && left > 0; left -= 1) {
    const drawn = draw();
    if (drawn !== undefined && !rows.has(drawn[0])) rows.set(drawn[0], drawn[1]);
  }
  return [...rows.values()];
}

/** Gives one of the items, each as likely; undefined from an empty list. */
export function any<Item>(random: Random, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random.fraction() * items.length)];
}

/** Ids of the large kind begin here: above all that the devnet's live blocks give, and within four bytes. */
const largeIds = 2_110_000_000;

/**
 * Gives the id of the entity of a number (from 0): four in five count up from 1, as the network's first ones do; the fifth is one of
 * ten digits, as clients draw them today.
 */
export function sourceId(number: number): number {
  return number % 5 === 4 ? largeIds + number * 7 : 1 + number;
}
