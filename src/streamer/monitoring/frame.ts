import type { Colors as AllColors } from "../../colors.ts";
import { duration } from "../../duration.ts";
import { busiestFirst, type Part } from "./bottleneck.ts";
import { blocksBehind, type RunState } from "./state.ts";

type Colors = Pick<AllColors, "bold" | "dim" | "green" | "yellow">;

/** How many kinds of transaction are shown. */
const shownKinds = 5;

/**
 * Draws the state of a run for a terminal.
 * @param width the terminal's, in columns; no line is wider
 * @returns the lines, joined by line feeds
 */
export function frame(state: RunState, width: number, colors: Colors): string {
  const lines = [
    [`${colors.bold("em-apply")}  `, state.source],
    ["", bar(state, Math.min(width, 80) - 1, colors)],
    ["  height    ", heights(state)],
    ["  speed     ", `${rate(state.blocksPerSecond)} blocks/s, ${rate(state.transactionsPerSecond)} tx/s`],
    ["  waits     ", waits(state)],
    [
      "  indexed   ",
      `${count(state.blocks)} blocks, ${count(state.transactions)} transactions, ${count(state.rejected)} rejected`,
    ],
    ["  time      ", times(state)],
    [
      "  busiest   ",
      state.kinds
        .slice(0, shownKinds)
        .map(({ kind, count: times }) => `${kind} ${count(times)}`)
        .join(", "),
    ],
  ] as const;
  const drawn = lines
    .filter(([, text]) => text !== "")
    .map(([label, text]) => {
      const room = Math.max(10, width - 1 - visible(label).length);
      return `${label.startsWith("  ") ? colors.dim(label) : label}${label === "" ? text : clip(text, room)}`;
    });
  if (state.stalled !== undefined) {
    drawn.push(...wrap(state.stalled, width - 3).map((line) => colors.yellow(`! ${line}`)));
  }
  return drawn.join("\n");
}

/** How far the run is, from 0 to 1; undefined where that is not known. */
export function fractionDone(state: RunState): number | undefined {
  const target = targetHeight(state);
  if (target === undefined || state.height === undefined) {
    return state.fraction;
  }
  const first = state.height - state.blocks;
  return target <= first ? 1 : Math.min(1, (state.height - first) / (target - first));
}

/** Seconds until the run has caught up or ends, at the present speed; undefined where that is not known. */
export function secondsLeft(state: RunState): number | undefined {
  const target = targetHeight(state);
  if (target !== undefined && state.height !== undefined) {
    return state.blocksPerSecond > 0 ? Math.max(0, target - state.height) / state.blocksPerSecond : undefined;
  }
  return state.fraction !== undefined && state.fraction > 0
    ? (state.elapsedMilliseconds / 1000) * (1 / state.fraction - 1)
    : undefined;
}

function targetHeight({ head, end }: RunState): number | undefined {
  return head === undefined ? end : end === undefined ? head : Math.min(head, end);
}

function bar(state: RunState, width: number, colors: Colors): string {
  const fraction = fractionDone(state);
  if (fraction === undefined) {
    return "";
  }
  const percent = `${Math.floor(fraction * 100)} %`.padStart(6);
  const columns = width - percent.length;
  const full = Math.round(fraction * columns);
  return `${colors.green("━".repeat(full))}${colors.dim("━".repeat(columns - full))}${percent}`;
}

function heights(state: RunState): string {
  const height = state.height === undefined ? "none yet" : count(state.height);
  const behind = blocksBehind(state);
  const head =
    behind === undefined
      ? ""
      : behind === 0
        ? `, at the head`
        : ` of ${count(state.head ?? 0)}, ${count(behind)} behind`;
  return `${height}${head}${state.end === undefined ? "" : `, ends at ${count(state.end)}`}, ${count(state.buffered)} buffered`;
}

/** What the run waits for most, and how busy the parts are beside it. At the head there is nothing to do until the next block. */
function waits(state: RunState): string {
  const { busy, bottleneck, elapsedMilliseconds } = state;
  if (elapsedMilliseconds === 0) {
    return "";
  }
  const awaited = bottleneck === "node" && blocksBehind(state) === 0 ? "next block" : bottleneck;
  const percent = (part: Part) => `${Math.round(busy[part] * 100)} %`;
  const others = busiestFirst(busy).filter(({ part }) => part !== bottleneck);
  const beside = others.map(({ part }) => `${part} ${percent(part)}`).join(", ");
  return `for the ${awaited}, ${percent(bottleneck)} of the time (${beside})`;
}

function times(state: RunState): string {
  const left = secondsLeft(state);
  const block =
    state.blockTime === undefined ? "" : `, block of ${new Date(state.blockTime).toISOString().slice(0, 19)}Z`;
  const remaining = left === undefined || left < 1 ? "" : `, ${duration(left)} left`;
  return `${duration(state.elapsedMilliseconds / 1000)}${remaining}${block}`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

function rate(value: number): string {
  return value >= 100 ? count(Math.round(value)) : value.toFixed(1);
}

function clip(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
}

/** Breaks a sentence between words into lines of at most so many columns. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(clip(word, columns));
    }
  }
  return lines;
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** A text without the escapes that colour it. */
function visible(text: string): string {
  return text.replace(escapes, "");
}
