import type { SideName } from "./side.ts";
import type { PerSide } from "./table-result.ts";

/** How far a comparison is, and how fast. */
export interface Pace {
  readonly table: string;
  /** Rows of both sides whose checksums are computed. */
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** From 0 to 1, by the sizes of the tables. */
  readonly fraction: number;
  /** At the present speed; undefined before anything is known. */
  readonly secondsLeft: number | undefined;
}

/** Measures a comparison. */
export class PaceMeter {
  readonly #now: () => number;
  #began = 0;
  #pages = 0;
  #pagesRead = 0;
  readonly #rows = { ours: 0, theirs: 0 };
  /** The table in hand. */
  table = "";

  /** @param now a clock in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** @param pages how many there are to read */
  begin(pages: number): void {
    this.#began = this.#now();
    this.#pages = pages;
  }

  /** Adds what was read. */
  add(side: SideName, pages: number, rows: number): void {
    this.#pagesRead += pages;
    this.#rows[side] += rows;
  }

  /** Rows of each side whose checksums are computed. */
  get rows(): PerSide {
    return { ...this.#rows };
  }

  get pace(): Pace {
    const seconds = (this.#now() - this.#began) / 1000;
    const fraction = this.#pages === 0 ? 1 : Math.min(1, this.#pagesRead / this.#pages);
    const rows = this.#rows.ours + this.#rows.theirs;
    return {
      table: this.table,
      rows,
      rowsPerSecond: seconds > 0 ? rows / seconds : 0,
      fraction,
      secondsLeft: fraction > 0 ? seconds * (1 / fraction - 1) : undefined,
    };
  }
}
