import type { Stopwatch } from "../monitoring/stopwatch.ts";

/** Hands items on, and lets a stopwatch go while the next one is awaited. */
export async function* timed<Item>(
  items: AsyncIterable<Item>,
  stopwatch: Stopwatch,
): AsyncGenerator<Item, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  const next = async () => {
    const stop = stopwatch.start();
    try {
      return await iterator.next();
    } finally {
      stop();
    }
  };
  try {
    for (let result = await next(); result.done !== true; result = await next()) {
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
