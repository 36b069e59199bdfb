import { eachPart } from "../streamer/monitoring/bottleneck.ts";
import { fractionDone, secondsLeft } from "../streamer/monitoring/frame.ts";
import { whyNotReady } from "../streamer/monitoring/ready.ts";
import { blocksBehind, type RunState } from "../streamer/monitoring/state.ts";
import type { Now } from "./messages.ts";

/**
 * A run as the page is told of it.
 * @param state undefined while it has not begun
 * @param starting what is done before that, as a sentence
 * @param at milliseconds since 1970
 */
export function nowOf(state: RunState | undefined, starting: string | undefined, at: number): Now {
  return {
    at,
    source: state?.source ?? null,
    height: state?.height ?? null,
    head: state?.head ?? null,
    end: state?.end ?? null,
    behind: (state && blocksBehind(state)) ?? null,
    done: (state && fractionDone(state)) ?? null,
    secondsLeft: (state && secondsLeft(state)) ?? null,
    blockTime: state?.blockTime ?? null,
    blocksPerSecond: state?.blocksPerSecond ?? 0,
    transactionsPerSecond: state?.transactionsPerSecond ?? 0,
    blocks: state?.blocks ?? 0,
    transactions: state?.transactions ?? 0,
    rejected: state?.rejected ?? 0,
    buffered: state?.buffered ?? 0,
    runningSeconds: (state?.elapsedMilliseconds ?? 0) / 1000,
    busy: state?.busy ?? eachPart(() => 0),
    bottleneck: state?.bottleneck ?? "node",
    stalled: state?.stalled ?? null,
    notReady: whyNotReady(state, starting) ?? null,
  };
}
