/** How far the chain is: what the node can serve now, and a way to wait for more. */
export class Head {
  #height: number;
  readonly #waiting = new Set<{ height: number; wake: () => void }>();

  constructor(height: number) {
    this.#height = height;
  }

  get height(): number {
    return this.#height;
  }

  /** Moves the head, and wakes those who waited for it. */
  moveTo(height: number): void {
    this.#height = height;
    for (const waiter of this.#waiting) {
      if (waiter.height <= height) {
        waiter.wake();
      }
    }
  }

  /** Waits until the head is at a height or beyond, or the signal aborts. */
  async reached(height: number, signal: AbortSignal): Promise<void> {
    if (this.#height >= height || signal.aborted) {
      return;
    }
    await new Promise<void>((resolve) => {
      const waiter = { height, wake };
      const waiting = this.#waiting;
      function wake(): void {
        waiting.delete(waiter);
        signal.removeEventListener("abort", wake);
        resolve();
      }
      waiting.add(waiter);
      signal.addEventListener("abort", wake);
    });
  }
}

/** How long the timer sleeps at most between two looks at how many blocks are due. */
const shortestTick = 10;

/**
 * Makes the head advance: so many blocks a second, up to a limit. At 0 blocks a second nothing happens by itself.
 * @returns a function that stops it
 */
export function keepPace(head: Head, blocksPerSecond: number, limit: () => number): () => void {
  if (blocksPerSecond <= 0) {
    return () => undefined;
  }
  const interval = Math.max(shortestTick, 1000 / blocksPerSecond);
  let due = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    due += ((now - before) / 1000) * blocksPerSecond;
    before = now;
    const whole = Math.floor(due + 0.05);
    due -= whole;
    const next = Math.min(head.height + whole, limit());
    if (next > head.height) {
      head.moveTo(next);
    }
  }, interval);
  return () => clearInterval(timer);
}
