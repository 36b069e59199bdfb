import type { Logger } from "pino";
import type { Screen } from "../streamer/monitoring/report.ts";
import type { Pace } from "./pace.ts";
import { paceLine } from "./report.ts";

/** How often the terminal is redrawn, and how often a line is logged elsewhere, in milliseconds. */
const drawEveryMilliseconds = 200;
const lineEveryMilliseconds = 10_000;

/**
 * Shows how far a comparison is: as a line that is drawn again and again on a terminal, as lines of the log elsewhere.
 * @param screen the terminal, where there is one
 * @returns what ends the show; to call it twice does no harm
 */
export function showPace(pace: () => Pace, log: Logger, screen: Screen | undefined): () => void {
  const timer =
    screen === undefined
      ? setInterval(() => log.info(paceLine(pace())), lineEveryMilliseconds)
      : setInterval(() => screen.draw(paceLine(pace())), drawEveryMilliseconds);
  return () => {
    clearInterval(timer);
    screen?.done();
  };
}
