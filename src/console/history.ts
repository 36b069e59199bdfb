import type { Busiest, KindCount, Now, Point } from "./messages.ts";

const hourMilliseconds = 3_600_000;

/** How often the kinds are noted, in milliseconds, to count those of the last hour by. */
const kindsEveryMilliseconds = 60_000;

/** So many kinds are shown. */
const shownKinds = 12;

/** What the charts show: the last hour, in memory. A new process begins a new one. */
export class History {
  readonly #began: number;
  #points: Point[] = [];
  #kinds: { readonly at: number; readonly counts: ReadonlyMap<string, number> }[] = [];

  /** @param at when the process began, milliseconds since 1970 */
  constructor(at: number) {
    this.#began = at;
    this.#kinds.push({ at, counts: new Map() });
  }

  /** The points of the last hour, oldest first. */
  get points(): readonly Point[] {
    return this.#points;
  }

  /**
   * Notes a moment.
   * @returns the point that it became
   */
  add(now: Now): Point {
    const { at, height, behind, blocksPerSecond, transactionsPerSecond, busy } = now;
    const point = { at, height, behind, blocksPerSecond, transactionsPerSecond, busy };
    this.#points = [...this.#points.filter((each) => at - each.at < hourMilliseconds), point];
    return point;
  }

  /**
   * Notes how many transactions of each kind there were since the process began, and counts those of the last hour.
   * @param counts most first
   */
  busiest(at: number, counts: readonly KindCount[]): Busiest {
    const newest = this.#kinds.at(-1);
    if (newest === undefined || at - newest.at >= kindsEveryMilliseconds) {
      this.#kinds.push({ at, counts: new Map(counts.map(({ kind, count }) => [kind, count])) });
    }
    this.#kinds = this.#kinds.filter((each) => at - each.at <= hourMilliseconds);
    const oldest = this.#kinds[0];
    const kinds = counts
      .map(({ kind, count }) => ({ kind, count: count - (oldest?.counts.get(kind) ?? 0) }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count)
      .slice(0, shownKinds);
    return { withinSeconds: Math.round((at - (oldest?.at ?? this.#began)) / 1000), kinds };
  }
}
