import { blocksBehind, type RunState } from "./state.ts";

/** An indexer further behind its source than this is not ready to be relied on, in blocks. */
const readyWithin = 20;

/**
 * Why the tables should not be relied on now, as a sentence; undefined where they may be.
 * @param state undefined while the run has not begun
 * @param starting what is done before that, as a sentence
 */
export function whyNotReady(state: RunState | undefined, starting?: string): string | undefined {
  if (state === undefined) {
    return starting ?? "the indexer is starting";
  }
  if (state.stalled !== undefined) {
    return state.stalled;
  }
  const behind = blocksBehind(state);
  if (behind === undefined) {
    return `${state.source} is being read; how much is left is not known`;
  }
  return behind > readyWithin ? `${behind} blocks behind ${state.source}` : undefined;
}
