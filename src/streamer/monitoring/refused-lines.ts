import sliceAnsi from "slice-ansi";
import type { Colors } from "../../colors.ts";
import type { AppliedBlock } from "../run/applied.ts";

/** A terminal is for reading: so many lines a second can be read, the others are counted. */
const linesASecond = 3;

/** Where the lines go. */
export interface LineScreen {
  readonly colors: Pick<Colors, "dim" | "yellow">;
  /** How many characters fit on a line now. */
  columns(): number;
  /** Writes a line, which ends in a line feed. */
  line(text: string): void;
}

/** Tells of refused transactions on a terminal: a line each, cut to its width, and no more of them than somebody can read. */
export class RefusedLines {
  readonly #screen: LineScreen;
  readonly #now: () => number;
  #second: { readonly began: number; shown: number; more: number } | undefined;

  /** @param now a clock in milliseconds */
  constructor(screen: LineScreen, now: () => number = () => performance.now()) {
    this.#screen = screen;
    this.#now = now;
  }

  /** Writes what there is room for of what the rules refused in some blocks, and counts the rest. */
  add(blocks: readonly AppliedBlock[]): void {
    this.tick();
    for (const { block, result } of blocks) {
      for (const { code, handler, hash, reason } of result.rejected) {
        this.#second ??= { began: this.#now(), shown: 0, more: 0 };
        if (this.#second.shown < linesASecond) {
          this.#second.shown += 1;
          this.#write("refused", `${handler}: ${code}`, `${reason} (block ${block.height}, ${hash})`);
        } else {
          this.#second.more += 1;
        }
      }
    }
  }

  /** To be called often: says at the end of a second how many were not shown. */
  tick(): void {
    if (this.#second !== undefined && this.#now() - this.#second.began >= 1_000) {
      this.end();
    }
  }

  /** Says at once how many were not shown. */
  end(): void {
    const more = this.#second?.more ?? 0;
    this.#second = undefined;
    if (more > 0) {
      this.#write("", `and ${more.toLocaleString("en-US")} more`, "npm run status", ": ");
    }
  }

  #write(label: string, what: string, detail: string, between = "  "): void {
    const { colors } = this.#screen;
    const line = `${colors.yellow(label.padEnd(7))} ${printable(what)}${between}${colors.dim(printable(detail))}`;
    this.#screen.line(`${sliceAnsi(line, 0, this.#screen.columns() - 1)}\n`);
  }
}

/** Anybody can put any character into a name: those that move the cursor, turn the direction or have no width are shown as "?". */
function printable(text: string): string {
  return text.replace(/[\p{C}\p{M}\u2028\u2029]/gu, "?");
}
