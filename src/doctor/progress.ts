import type { Logger } from "pino";
import type { Screen } from "../streamer/monitoring/report.ts";
import { paceSentence } from "./sentences.ts";
import type { Pace } from "./tally.ts";

/** How often the terminal is drawn, and how often a line of the log tells it elsewhere, in milliseconds. */
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
      ? setInterval(() => log.info(figures(pace()), "comparing"), lineEveryMilliseconds)
      : setInterval(() => screen.draw(paceSentence(pace())), drawEveryMilliseconds);
  return () => {
    clearInterval(timer);
    screen?.done();
  };
}

function figures({ height, to, blocksPerSecond, transactionsPerSecond, secondsLeft }: Pace) {
  return {
    height,
    to,
    blocksPerSecond: Math.round(blocksPerSecond),
    transactionsPerSecond: Math.round(transactionsPerSecond),
    secondsLeft: secondsLeft === undefined ? undefined : Math.round(secondsLeft),
  };
}
