import type { NamedReads } from "./named-reads.ts";
import type { Step } from "./step.ts";

/**
 * Puts each look-up right before the first step that needs it: inside a branch when nothing after the branch needs it,
 * before the branch otherwise, so that no path reads a variable that was not filled, and no look-up is made in vain.
 */
export function placeReads(
  steps: readonly Step[],
  reads: NamedReads,
  already: ReadonlySet<string> = new Set(),
  usedLater: ReadonlySet<string> = new Set(),
): Step[] {
  const fetched = new Set(already);
  const placed: Step[] = [];
  const fetch = (name: string): void => {
    if (fetched.has(name)) return;
    for (const dependency of reads.dependenciesOf(name)) fetch(dependency);
    fetched.add(name);
    const named = reads.all.get(name);
    if (named !== undefined) placed.push({ kind: "read", name, named });
  };
  steps.forEach((step, index) => {
    const later = new Set(usedLater);
    for (const following of steps.slice(index + 1)) for (const name of reads.usedWithin(following)) later.add(name);
    const own = new Set(reads.usedBy(step));
    const shared = step.kind === "branch" ? sharedBetweenBranches(step, reads) : new Set<string>();
    const within = reads.usedWithin(step);
    for (const name of reads.all.keys()) {
      if (own.has(name) || (within.has(name) && (later.has(name) || shared.has(name)))) fetch(name);
    }
    placed.push(
      step.kind === "branch"
        ? {
            ...step,
            steps: placeReads(step.steps, reads, fetched, later),
            otherwise: placeReads(step.otherwise, reads, fetched, later),
          }
        : step,
    );
  });
  return placed;
}

function sharedBetweenBranches(step: Extract<Step, { kind: "branch" }>, reads: NamedReads): Set<string> {
  const first = new Set(step.steps.flatMap((inner) => [...reads.usedWithin(inner)]));
  return new Set(step.otherwise.flatMap((inner) => [...reads.usedWithin(inner)]).filter((name) => first.has(name)));
}
