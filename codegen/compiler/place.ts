import type { ColumnSource, NamedValue } from "../spec/expression.ts";
import type { Named } from "../spec/reads.ts";
import { expressionsOf, expressionsOfRead, type Step } from "./step.ts";
import { needsOf } from "./walk.ts";

/** The names that a handler's reads gave, and by what an expression refers to each. */
export class NamedReads {
  private readonly bySource = new Map<ColumnSource, string>();
  private readonly byValue = new Map<NamedValue, string>();
  private readonly dependencies = new Map<string, readonly string[]>();

  constructor(readonly all: ReadonlyMap<string, Named>) {
    for (const [name, named] of all) {
      if (named.kind === "row") this.bySource.set(named.row.source, name);
      if (named.kind === "record") this.bySource.set(named.record.source, name);
      if (named.kind === "value") this.byValue.set(named.value, name);
    }
    for (const [name, named] of all) this.dependencies.set(name, this.direct(needsOf(expressionsOfRead(named))));
  }

  private direct(needs: ReturnType<typeof needsOf>): string[] {
    const names = new Set<string>();
    for (const { source } of needs.columns) {
      const name = this.bySource.get(source);
      if (name !== undefined) names.add(name);
    }
    for (const value of needs.values) {
      const name = this.byValue.get(value);
      if (name === undefined) throw new Error("a value is used that reads did not give back: it has no name");
      names.add(name);
    }
    return [...names];
  }

  /** The reads on which a read depends. */
  dependenciesOf(name: string): readonly string[] {
    return this.dependencies.get(name) ?? [];
  }

  /** The reads that a step's own expressions use. */
  usedBy(step: Step): string[] {
    return this.direct(needsOf(expressionsOf(step)));
  }

  /** The reads that a step and all within it use, with all on which those depend. */
  usedWithin(step: Step): Set<string> {
    const used = new Set<string>();
    const add = (name: string) => {
      if (used.has(name)) return;
      used.add(name);
      for (const dependency of this.dependenciesOf(name)) add(dependency);
    };
    for (const name of this.usedBy(step)) add(name);
    if (step.kind === "branch") {
      for (const inner of [...step.steps, ...step.otherwise]) for (const name of this.usedWithin(inner)) add(name);
    }
    return used;
  }
}

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
