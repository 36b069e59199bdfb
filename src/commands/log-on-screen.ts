import type { Logger } from "pino";
import { createLog } from "../log.ts";
import { type Screen, terminalScreen } from "../streamer/monitoring/report.ts";

/** The log of a command that shows its progress: on a terminal, for people and above the progress; else structured. */
export function logOnScreen(): { readonly screen: Screen | undefined; readonly log: Logger } {
  const screen = process.stderr.isTTY === true ? terminalScreen(process.stderr) : undefined;
  const log = createLog(
    screen === undefined ? { level: "info" } : { level: "info", forPeople: true, write: (line) => screen.line(line) },
  );
  return { screen, log };
}
