import { setImmediate as nextTurn } from "node:timers/promises";

/** How long work may keep others waiting, in milliseconds. */
const turnMilliseconds = 2;

/**
 * For work in many small pieces that would keep others in the thread from their turn, such as the database's answers.
 * @returns what to wait for between two pieces: it lets others have their turn where this one has taken long enough
 */
export function givingWay(): () => Promise<void> {
  let turnBegan = performance.now();
  return async () => {
    if (performance.now() - turnBegan > turnMilliseconds) {
      await nextTurn();
      turnBegan = performance.now();
    }
  };
}
