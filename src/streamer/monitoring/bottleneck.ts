/** The three that have a part in indexing a block: the node (or file) gives it, our reading thread prepares it, the database applies it. */
export type Part = "node" | "edge" | "database";

/**
 * How long each part was busy, or for which share of the time. They work at the same time, so the three do not add up to the whole.
 *
 * - node: there was room for another block, and it had not come
 * - edge: the reading thread was at work: decoding, recovering signatures, writing texts for the database
 * - database: a statement was sent, and its answer had not come
 */
export type Busy = Readonly<Record<Part, number>>;

/** A thread that is at work for this share of the time is what the others wait for: their answers lie there until it reads them. */
const saturated = 0.9;

/**
 * Which part holds up the two others.
 * @param shares of the time, from 0 to 1
 */
export function bottleneck(shares: Busy): Part {
  return shares.edge >= saturated ? "edge" : (busiestFirst(shares)[0]?.part ?? "node");
}

/** The parts, the one that was busy longest first. */
export function busiestFirst(busy: Busy): { readonly part: Part; readonly amount: number }[] {
  const parts = (["database", "edge", "node"] as const).map((part) => ({ part, amount: busy[part] }));
  return parts.sort((one, other) => other.amount - one.amount);
}

/** Calculates with all three at once. */
export function eachPart(amount: (part: Part) => number): Busy {
  return { node: amount("node"), edge: amount("edge"), database: amount("database") };
}
