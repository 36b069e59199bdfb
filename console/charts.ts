/** The charts of the last hour. */
import uPlot from "uplot";
import type { PartShares, Point } from "../src/console/messages.ts";
import { byId, element, fill } from "./elements.ts";
import { count, percent, rate } from "./words.ts";

const hourSeconds = 3600;

/** A chart of the first minutes is not stretched over an hour, nor a second over the whole width. */
const leastSeconds = 300;

const chartHeight = 160;

/** A line of a chart. */
interface Line {
  readonly label: string;
  /** The property of the style that has its colour. */
  readonly color: string;
  readonly isFilled?: boolean;
  /** How it is dashed, in pixels: lines of one chart are told apart without colours too. */
  readonly dash?: number[];
  readonly value: (point: Point) => number | null;
}

interface Chart {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly say: (value: number) => string;
  /** What is said before the values. */
  readonly about?: (point: Point) => string;
  /** The scale goes at least so far. */
  readonly least: number;
  /** The scale ends there, whatever the values. */
  readonly most?: number;
}

const part = (name: keyof PartShares, dash: number[]): Line => ({
  label: name,
  color: `--${name}`,
  dash,
  value: ({ busy }) => busy[name],
});

const charts: readonly Chart[] = [
  {
    id: "rate",
    say: rate,
    least: 1,
    lines: [
      {
        label: "transactions a second",
        color: "--accent",
        isFilled: true,
        value: ({ transactionsPerSecond }) => transactionsPerSecond,
      },
    ],
  },
  {
    id: "behind",
    say: count,
    least: 4,
    about: ({ height }) => (height === null ? "" : `height ${count(height)}`),
    lines: [{ label: "blocks behind", color: "--ink", isFilled: true, value: ({ behind }) => behind }],
  },
  {
    id: "busy",
    say: percent,
    least: 1,
    most: 1,
    lines: [part("node", [6, 4]), part("edge", [2, 3]), part("database", [])],
  },
];

let points: Point[] = [];
let plots: uPlot[] = [];

/** Takes the points of the last hour in place of those that are shown. */
export function showPoints(all: readonly Point[]): void {
  points = [...all];
  draw();
}

/** Adds a point. */
export function addPoint(point: Point): void {
  points = [...points.filter(({ at }) => point.at - at < hourSeconds * 1000), point];
  draw();
}

/** Draws the charts again when the width or the colours of the page change. */
export function keepCharts(): void {
  new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    for (const plot of plots) {
      plot.setSize({ width, height: chartHeight });
    }
  }).observe(byId("rate-chart"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const plot of plots) {
      plot.destroy();
    }
    plots = [];
    draw();
  });
}

function draw(): void {
  if (plots.length === 0 && points.length > 0) {
    plots = charts.map(plotOf);
  }
  const times = points.map(({ at }) => at / 1000);
  for (const [index, chart] of charts.entries()) {
    plots[index]?.setData([times, ...chart.lines.map(({ value }) => points.map(value))]);
    read(chart, undefined);
  }
}

/** Writes the values at the cursor, or the newest and the greatest: a chart in words, for who cannot see it. */
function read({ id, lines, say, about }: Chart, index: number | null | undefined): void {
  const newest = points[index ?? points.length - 1];
  if (newest === undefined) {
    return;
  }
  const isAtCursor = typeof index === "number";
  const values = lines.map(({ label, value }) => {
    const now = value(newest);
    const said = now === null ? "not known" : say(now);
    if (lines.length > 1) {
      return element("span", { class: `key ${label}` }, `${label} ${said}`);
    }
    const most = Math.max(...points.map((point) => value(point) ?? 0));
    return element("span", {}, isAtCursor ? said : `${said}, at most ${say(most)}`);
  });
  const at = isAtCursor ? new Date(newest.at).toLocaleTimeString("en-GB") : "";
  const before = [at, about?.(newest) ?? ""].filter((text) => text !== "").map((text) => element("span", {}, text));
  fill(`${id}-read`, ...before, ...values);
}

function plotOf(chart: Chart): uPlot {
  const target = byId(`${chart.id}-chart`);
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color("--quiet"),
    font: `11px ${style.getPropertyValue("--font").trim() || "sans-serif"}`,
    grid: { stroke: color("--rule"), width: 1 },
    ticks: { show: false },
  };
  const { least, most } = chart;
  return new uPlot(
    {
      width: target.clientWidth,
      height: chartHeight,
      padding: [10, 4, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: "hour" }, drag: { x: false, y: false }, points: { size: 7 }, y: false },
      scales: {
        x: {
          range: (_, oldest, newest) => {
            const first = Number.isFinite(oldest) ? oldest : newest - leastSeconds;
            return [Math.min(Math.max(first, newest - hourSeconds), newest - leastSeconds), newest];
          },
        },
        y: { range: (_, __, greatest) => [0, most ?? Math.max(least, (greatest ?? 0) * 1.1)] },
      },
      axes: [
        { ...axis, size: 22, gap: 4, space: 60, incrs: [60, 300, 600, 900], values: (_, splits) => splits.map(clock) },
        {
          ...axis,
          size: 56,
          gap: 6,
          space: 36,
          values: (_, splits) => splits.map((value) => (most !== undefined ? chart.say(value) : shortOf(value))),
        },
      ],
      series: [
        {},
        ...chart.lines.map(({ label, color: name, isFilled, dash }) => ({
          label,
          stroke: color(name),
          width: 1.5,
          ...(dash === undefined ? {} : { dash }),
          ...(isFilled === true ? { fill: `color-mix(in srgb, ${color(name)} 12%, transparent)` } : {}),
          points: { show: false },
        })),
      ],
      hooks: { setCursor: [(plot) => read(chart, plot.cursor.idx)] },
    },
    [[], ...chart.lines.map(() => [])],
    target,
  );
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

function shortOf(value: number): string {
  if (value >= 1_000_000) {
    return `${value / 1_000_000} M`;
  }
  return value >= 10_000 ? `${value / 1_000} k` : value.toLocaleString("en-US");
}
