import { duration } from "../../duration.ts";

/**
 * How long ago something was, as people say it. Clocks differ, and the time of a block is what its proposer says: it may lie ahead.
 * @param seconds below zero for what lies ahead
 * @param clock whose: "the clock here"
 * @returns such as "4 min 5 s ago", or "3 min ahead of the clock here"
 */
export function describeAge(seconds: number, clock: string): string {
  return Math.round(seconds) < 0 ? `${duration(-seconds)} ahead of ${clock}` : `${duration(seconds)} ago`;
}
