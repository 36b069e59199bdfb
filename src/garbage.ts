import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What is to be thrown away: only of what is new, which is quick, or of all. */
export type Garbage = "minor" | "major";

// V8 shows its collector only to contexts that are made after this; it may be said at any time, unlike most of V8's flags.
setFlagsFromString("--expose-gc");
const collector: unknown = runInNewContext("gc");

/** Throws away at once what the calling thread no longer uses, where V8 would do so at the next moment in which it is at work. */
export function collectGarbage(type: Garbage): void {
  if (typeof collector === "function") {
    // V8 of Node 20 takes any argument for "minor".
    Reflect.apply(collector, undefined, type === "minor" ? [{ type, execution: "sync" }] : []);
  }
}
