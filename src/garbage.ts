import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Garbage among the new objects alone, which is found in a few milliseconds, or among all. */
export type Garbage = "minor" | "major";

// V8 shows its collector only to contexts that are made after this; it may be said at any time, unlike most of V8's flags.
setFlagsFromString("--expose-gc");
const collector: unknown = runInNewContext("gc");

/**
 * Throws away at once what the calling thread no longer uses, which V8 would otherwise do when the thread is next at work. Where V8 does not
 * let itself be asked, nothing happens.
 * @param type which garbage to look for
 */
export function collectGarbage(type: Garbage): void {
  if (typeof collector === "function") {
    // V8 of Node 20 takes any argument for "minor".
    Reflect.apply(collector, undefined, type === "minor" ? [{ type, execution: "sync" }] : []);
  }
}
