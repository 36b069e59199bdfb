import type { Random } from "../random.ts";

/** A moment as Postgres shows a timestamp in JSON: "2021-03-04T05:06:07.125", in UTC, without a zone and without trailing zeros. */
export type TimeText = string;

const firstYear = Date.UTC(2018, 9, 1) / 1000;
const lastYear = Date.UTC(2025, 11, 1) / 1000;

/** Gives a moment from before the new chain: in whole seconds, or with a fraction down to the microsecond. */
export function oldTime(random: Random, precision: "seconds" | "microseconds" = "microseconds"): TimeText {
  return timeText(
    random.integer(firstYear, lastYear),
    precision === "seconds" || random.chance(0.3) ? 0 : random.integer(0, 999_999),
  );
}

/** Gives a moment some time after another one, with the other's fraction. Takes seconds from 0. */
export function later(time: TimeText, seconds: number): TimeText {
  const [whole = time, fraction] = time.split(".");
  const moved = timeText(epochSeconds(whole) + seconds, 0);
  return fraction === undefined ? moved : `${moved}.${fraction}`;
}

/** Writes a moment out. Takes whole Unix seconds and the microseconds beside them. */
export function timeText(seconds: number, microseconds: number): TimeText {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return microseconds === 0 ? whole : `${whole}.${String(microseconds).padStart(6, "0").replace(/0+$/, "")}`;
}

/** Gives the whole Unix seconds of a moment. */
export function epochSeconds(time: TimeText): number {
  return Math.floor(Date.parse(`${time.slice(0, 19)}Z`) / 1000);
}

/** Gives the nanoseconds that a moment has beyond its whole second. */
export function nanosOf(time: TimeText): number {
  return Number((time.split(".")[1] ?? "").padEnd(9, "0"));
}

/** Writes a moment as the genesis writer does: RFC 3339, always in UTC (network-2026.md T5). */
export function rfc3339(time: TimeText): string {
  return `${time}Z`;
}
