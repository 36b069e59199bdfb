import { constants, PerformanceObserver } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { collectGarbage, type Garbage } from "../../src/garbage.ts";
import { Resting } from "../../src/streamer/run/resting.ts";

describe("while no block comes", () => {
  let collected: Garbage[];
  let resting: Resting;

  beforeEach(() => {
    vi.useFakeTimers();
    collected = [];
    resting = new Resting({ collectGarbage: (garbage) => collected.push(garbage) });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Waits for a block that comes after so many milliseconds. */
  async function block(milliseconds: number): Promise<string> {
    const wait = new Promise<string>((resolve) => setTimeout(() => resolve("a block"), milliseconds));
    const taken = resting.meanwhile(wait);
    await vi.advanceTimersByTimeAsync(milliseconds);
    return await taken;
  }

  test("garbage is collected once", async () => {
    expect(await block(1_000)).toBe("a block");
    expect(collected).toEqual(["minor"]);
    await block(1_000);
    expect(collected).toEqual(["minor", "minor"]);
  });

  test("that is left where blocks follow one another", async () => {
    for (let count = 0; count < 5; count += 1) {
      await block(50);
    }
    await vi.advanceTimersByTimeAsync(10_000);
    expect(collected).toEqual([]);
  });

  test("all garbage is looked for now and then", async () => {
    for (let count = 0; count < 128; count += 1) {
      await block(200);
    }
    expect(collected.flatMap((garbage, index) => (garbage === "major" ? [index + 1] : []))).toEqual([64, 128]);
  });

  test("what fails is thrown, and the rest given up", async () => {
    const failing = resting.meanwhile(Promise.reject(new Error("the source is gone")));
    await expect(failing).rejects.toThrow("the source is gone");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(collected).toEqual([]);
  });
});

test.each([
  ["minor", constants.NODE_PERFORMANCE_GC_MINOR],
  ["major", constants.NODE_PERFORMANCE_GC_MAJOR],
] as const)("V8 collects %s garbage at once", async (garbage, kind) => {
  const kinds: unknown[] = [];
  const observer = new PerformanceObserver((list) => {
    kinds.push(...list.getEntries().map((entry) => Reflect.get(Object(Reflect.get(entry, "detail")), "kind")));
  });
  observer.observe({ entryTypes: ["gc"] });
  collectGarbage(garbage);
  await vi.waitUntil(async () => {
    await setImmediate();
    return kinds.includes(kind);
  });
  observer.disconnect();
});
