import { createLogUpdate } from "log-update";
import type { Logger } from "pino";
import { type Colors, colorsFor } from "../../colors.ts";
import type { AppliedBlock } from "../run/applied.ts";
import { eachPart } from "./bottleneck.ts";
import { frame } from "./frame.ts";
import { RefusedLines } from "./refused-lines.ts";
import { blocksBehind, type RunState } from "./state.ts";

/** Shows a run while it goes on, until it is disposed of; the last state stays on the screen. */
export interface Reporter extends Disposable {
  /** Called after each commit. */
  committed(blocks: readonly AppliedBlock[], state: RunState): void;
}

/** How often a run that catches up logs how far it is, in milliseconds. */
const lineEveryMilliseconds = 10_000;

/** How often the terminal is redrawn, in milliseconds. */
const frameEveryMilliseconds = 200;

/** The width of a terminal that does not say, in characters. */
const usualColumns = 80;

/** A run this close to the head has caught up, in blocks. */
const caughtUpWithin = 1;

/**
 * Shows a run on the terminal where there is one, else in the log.
 * @param state gives the run at this moment
 */
export function reporterFor(screen: Screen | undefined, log: Logger, state: () => RunState): Reporter {
  return screen === undefined ? lineReporter(log, state) : tableReporter(log, screen, state);
}

/**
 * Shows a run as lines of the log: one every ten seconds while it catches up, one a block at the head, a warning for each
 * rejection, and with the level debug a line for each transaction.
 */
function lineReporter(log: Logger, state: () => RunState): Reporter {
  let stalled: string | undefined;
  const timer = setInterval(() => {
    const now = state();
    if (now.stalled !== undefined && now.stalled !== stalled) {
      log.warn(now.stalled);
    }
    stalled = now.stalled;
    if (!atHead(now)) {
      log.info(figures(now), "indexing");
    }
  }, lineEveryMilliseconds);
  timer.unref();
  return {
    committed(blocks, now) {
      logTransactions(log, blocks);
      if (atHead(now)) {
        for (const { block, result } of blocks) {
          const { applied, rejected } = result;
          log.info(
            { block: block.height, transactions: block.transactions.length, applied, rejected: rejected.length },
            "block",
          );
        }
      }
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      log.info(figures(state()), "indexed");
    },
  };
}

/** A terminal that lines of the log and a live table share. */
export interface Screen {
  /** What the table may be coloured with. */
  readonly colors: Colors;
  /** How many characters fit on a line now. */
  columns(): number;
  /** Writes a line above the table. */
  line(text: string): void;
  /** Draws the table. */
  draw(text: string): void;
  /** Leaves the table where it is. */
  done(): void;
}

/** Makes a screen of a terminal. */
export function terminalScreen(terminal: NodeJS.WriteStream): Screen {
  const update = createLogUpdate(terminal, { showCursor: true });
  let table: string | undefined;
  return {
    colors: colorsFor(terminal),
    columns: () => terminal.columns ?? usualColumns,
    line(text) {
      if (table !== undefined) {
        update.clear();
      }
      terminal.write(text);
      if (table !== undefined) {
        update(table);
      }
    },
    draw(text) {
      table = text;
      update(text);
    },
    done() {
      table = undefined;
      update.done();
    },
  };
}

/** Shows a run as a table that is redrawn, with refused transactions as lines above it once it has caught up. */
function tableReporter(log: Logger, screen: Screen, state: () => RunState): Reporter {
  const refused = new RefusedLines(screen);
  const draw = () => {
    refused.tick();
    screen.draw(frame(state(), screen.columns(), screen.colors));
  };
  const timer = setInterval(draw, frameEveryMilliseconds);
  timer.unref();
  return {
    committed(blocks, now) {
      if (log.isLevelEnabled("debug")) {
        logTransactions(log, blocks);
      } else if (atHead(now) && log.isLevelEnabled("warn")) {
        // While catching up the table counts them: thousands of lines would only hide it.
        refused.add(blocks);
      }
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      refused.end();
      draw();
      screen.done();
    },
  };
}

function atHead(state: RunState): boolean {
  const behind = blocksBehind(state);
  return behind !== undefined && behind <= caughtUpWithin;
}

function logTransactions(log: Logger, blocks: readonly AppliedBlock[]): void {
  for (const { block, result } of blocks) {
    for (const { index, hash, handler, code, reason } of result.rejected) {
      log.warn({ handler, code, hash, block: block.height, index, reason }, "rejected");
    }
    if (log.isLevelEnabled("debug")) {
      const rejected = new Set(result.rejected.map(({ index }) => index));
      for (const [index, { hash, kind }] of block.transactions.entries()) {
        if (!rejected.has(index)) {
          log.debug({ kind, hash, block: block.height, index }, "transaction");
        }
      }
    }
  }
}

function figures(state: RunState): Record<string, unknown> {
  return {
    height: state.height,
    head: state.head,
    behind: blocksBehind(state),
    blocks: state.blocks,
    transactions: state.transactions,
    rejected: state.rejected,
    blocksPerSecond: rounded(state.blocksPerSecond),
    transactionsPerSecond: rounded(state.transactionsPerSecond),
    buffered: state.buffered,
    bottleneck: state.bottleneck,
    busy: eachPart((part) => Math.round(state.busy[part] * 100) / 100),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
