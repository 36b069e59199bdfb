import type { AnyExpression, NamedValue } from "../spec/expression.ts";
import { isNullable } from "../spec/operators.ts";
import type { NamedReads } from "./named-reads.ts";
import { expressionsOf, expressionsOfRead, type Step } from "./step.ts";
import { needsOf } from "./walk.ts";

type Branch = Extract<Step, { kind: "branch" }>;

/**
 * All places of a procedure that are reached only where one named value holds, or only where it does not; or only where it is known,
 * or is NULL. A named value never changes once the rules look at it, so that what one of these places has read, the later ones need
 * not read again.
 */
interface Region {
  readonly value: NamedValue;
  readonly test: "is true" | "is not null";
  readonly holds: boolean;
}

/**
 * Puts each look-up right before the first step that needs it, and no look-up is made in vain: one that is needed only inside a
 * branch is made in that branch, before the first of the steps that share it. So no path reads a variable that was
 * not filled.
 * @param steps the rules and the writes, in their order
 * @param reads what they may read
 * @returns the same steps with the look-ups and values between them
 */
export function placeReads(steps: readonly Step[], reads: NamedReads): Step[] {
  return new Placing(reads, steps).place(steps, { fetched: new Set(), within: [], later: [] }).placed;
}

/** What is known at the beginning of some steps. */
interface Circumstances {
  /** What was read on every path to here. */
  readonly fetched: ReadonlySet<string>;
  /** What was read wherever the conditions of some regions were met before. */
  readonly within: readonly Fetched[];
  /** The steps that come after these. */
  readonly later: readonly Step[];
}

interface Fetched {
  /** One within the other: it was read where the conditions of all of them were met. */
  readonly regions: readonly Region[];
  readonly names: ReadonlySet<string>;
}

/** Where look-ups are put. */
interface Target {
  /** What was read before; grows. */
  readonly fetched: Set<string>;
  /** The steps so far; grows. */
  readonly placed: Step[];
  readonly within: readonly Fetched[];
  /** The steps that come after what is put. */
  readonly following: readonly Step[];
}

class Placing {
  readonly #reads: NamedReads;
  /** The values that nothing but conditions looks at: unknown is as good as false. */
  readonly #conditions: ReadonlySet<NamedValue>;

  constructor(reads: NamedReads, steps: readonly Step[]) {
    this.#reads = reads;
    this.#conditions = valuesOfConditionsAlone(steps, reads);
  }

  place(
    steps: readonly Step[],
    from: Circumstances,
  ): { placed: Step[]; fetched: ReadonlySet<string>; within: readonly Fetched[] } {
    const fetched = new Set(from.fetched);
    const placed: Step[] = [];
    let { within } = from;
    steps.forEach((step, index) => {
      const following = [...steps.slice(index + 1), ...from.later];
      const fetch = (names: ReadonlySet<string>) => {
        const inOrder = [...this.#reads.all.keys()].filter((name) => names.has(name));
        within = this.#fetchAll(inOrder, { fetched, placed, within, following: [step, ...following] });
      };
      fetch(new Set(this.#reads.usedBy(step)));
      const sides = step.kind === "branch" ? sidesOf(step) : [];
      for (const { steps: inner, others, region } of sides) {
        const shared = this.#usedOutside([...others, ...following], region, fetched);
        const known = namesIn(within, region);
        const used = this.#usedOutside(inner, undefined, fetched);
        fetch(new Set([...used].filter((name) => shared.has(name) && !known.has(name))));
      }
      if (step.kind !== "branch") {
        placed.push(step);
        return;
      }
      const [first, second] = sides.map(({ steps: inner, region }) => {
        const known = new Set([...fetched, ...namesIn(within, region)]);
        const result = this.place(inner, { fetched: known, within: inside(within, region), later: following });
        if (region !== undefined) {
          const read = [...result.within, { regions: [], names: result.fetched }];
          within = [...within, ...read.map((each) => ({ ...each, regions: [region, ...each.regions] }))];
        }
        return result.placed;
      });
      placed.push({ ...step, steps: first ?? [], otherwise: second ?? [] });
    });
    return { placed, fetched, within };
  }

  /** Reads something, after all on which it depends. A conjunction reads what its later parts need only where the earlier ones hold. */
  #fetch(name: string, to: Target): readonly Fetched[] {
    const { fetched, placed, following } = to;
    const named = this.#reads.all.get(name);
    if (fetched.has(name) || named === undefined) {
      return to.within;
    }
    if (named.kind !== "value" || !this.#conditions.has(named.value)) {
      const within = this.#fetchAll(this.#reads.dependenciesOf(name), to);
      fetched.add(name);
      placed.push({ kind: "read", name, named });
      return within;
    }

    const region: Region = { value: named.value, test: "is true", holds: true };
    const shared = this.#usedOutside(following, region, new Set([...fetched, name]));
    const parts: { needs: string[]; conditions: AnyExpression[] }[] = [];
    const later = new Set<string>();
    for (const condition of conjunctsOf(named.value.value)) {
      const needs = [...this.#closure(this.#reads.usedIn([condition]), new Set([...fetched, ...later]))];
      const own = parts.length === 0 ? [] : needs.filter((each) => !shared.has(each));
      const last = parts.at(-1);
      if (last === undefined || own.length > 0) {
        parts.push({ needs: own, conditions: [condition] });
      } else {
        last.conditions.push(condition);
      }
      addAll(later, own);
      this.#fetchAll(
        needs.filter((each) => !own.includes(each)),
        to,
      );
    }
    fetched.add(name);
    placed.push(...this.#conjunction(name, named.value, parts, fetched));
    return later.size === 0 ? to.within : [...to.within, { regions: [region], names: new Set([...fetched, ...later]) }];
  }

  #fetchAll(names: readonly string[], to: Target): readonly Fetched[] {
    let { within } = to;
    for (const name of names) {
      within = this.#fetch(name, { ...to, within });
    }
    return within;
  }

  /** `name := first; if name then …; name := second; end if;` */
  #conjunction(
    name: string,
    value: NamedValue,
    parts: readonly { needs: readonly string[]; conditions: readonly AnyExpression[] }[],
    fetched: ReadonlySet<string>,
  ): Step[] {
    const [part, ...rest] = parts;
    if (part === undefined) {
      return [];
    }
    const known = new Set(fetched);
    const placed: Step[] = [];
    this.#fetchAll(part.needs, { fetched: known, placed, within: [], following: [] });
    placed.push({ kind: "read", name, named: { kind: "value", value: { value: conjunctionOf(part.conditions) } } });
    const steps = this.#conjunction(name, value, rest, known);
    if (steps.length > 0) {
      const holds: AnyExpression = { type: "boolean", node: { kind: "named", named: value } };
      placed.push({ kind: "branch", condition: holds, steps, otherwise: [], position: undefined });
    }
    return placed;
  }

  /** The reads that some steps need where they are not in the region, with all on which those depend, but for what is fetched. */
  #usedOutside(steps: readonly Step[], region: Region | undefined, fetched: ReadonlySet<string>): Set<string> {
    const used = new Set<string>();
    const visit = (step: Step) => {
      addAll(used, this.#closure(this.#reads.usedBy(step), fetched));
      if (step.kind === "branch") {
        for (const side of sidesOf(step)) {
          if (!isSame(side.region, region)) {
            side.steps.forEach(visit);
          }
        }
      }
    };
    steps.forEach(visit);
    return used;
  }

  /** Some reads with all on which they depend, dependencies first, but for what is fetched. */
  #closure(names: readonly string[], fetched: ReadonlySet<string>): Set<string> {
    const all = new Set<string>();
    const add = (name: string) => {
      if (!fetched.has(name) && !all.has(name)) {
        this.#reads.dependenciesOf(name).forEach(add);
        all.add(name);
      }
    };
    names.forEach(add);
    return all;
  }
}

/** The two sides of a branch, each with the steps of the other and the region in which it lies. */
function sidesOf({ condition, steps, otherwise }: Branch) {
  const [region, opposite] = regionsOf(condition);
  return [
    { steps, others: otherwise, region },
    { steps: otherwise, others: steps, region: opposite },
  ];
}

/** Where a condition is met, and where it is not; undefined where neither can be said by one named value. */
function regionsOf({ node }: AnyExpression): readonly [Region | undefined, Region | undefined] {
  if (node.kind === "postfix" && node.arg.node.kind === "named" && ["is null", "is not null"].includes(node.text)) {
    const { named: value } = node.arg.node;
    const holds = node.text === "is not null";
    return [
      { value, test: "is not null", holds },
      { value, test: "is not null", holds: !holds },
    ];
  }
  const negated = node.kind === "not";
  const tested = negated ? node.arg.node : node;
  if (tested.kind !== "named") {
    return [undefined, undefined];
  }
  const { named: value } = tested;
  // Where the value can be unknown, neither it nor its opposite holds in an ELSE.
  const known = !isNullable(value.value);
  const region = (holds: boolean): Region => ({ value, test: "is true", holds });
  return [known || !negated ? region(!negated) : undefined, known ? region(negated) : undefined];
}

function isSame(one: Region | undefined, other: Region | undefined): boolean {
  return one !== undefined && one.value === other?.value && one.test === other.test && one.holds === other.holds;
}

/** What was read, as it is seen in a region: there its own condition is met. */
function inside(within: readonly Fetched[], region: Region | undefined): Fetched[] {
  return within.map((each) => ({ ...each, regions: each.regions.filter((other) => !isSame(other, region)) }));
}

function namesIn(within: readonly Fetched[], region: Region | undefined): Set<string> {
  return new Set(
    inside(within, region)
      .filter(({ regions }) => regions.length === 0)
      .flatMap(({ names }) => [...names]),
  );
}

function conjunctsOf({ type, node }: AnyExpression): readonly AnyExpression[] {
  return node.kind === "logic" && node.word === "and" ? node.args : [{ type, node }];
}

function conjunctionOf(conditions: readonly AnyExpression[]): AnyExpression {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined
    ? only
    : { type: "boolean", node: { kind: "logic", word: "and", args: conditions } };
}

/** The conjunctions that are looked at nowhere but as the whole condition of a branch. */
function valuesOfConditionsAlone(steps: readonly Step[], reads: NamedReads): Set<NamedValue> {
  const others = new Set<NamedValue>();
  const visit = (step: Step) => {
    const isCondition = step.kind === "branch" && step.condition.node.kind === "named";
    if (!isCondition) {
      addAll(others, needsOf(expressionsOf(step)).values);
    }
    if (step.kind === "branch") {
      [...step.steps, ...step.otherwise].forEach(visit);
    }
  };
  steps.forEach(visit);
  const conjunctions: NamedValue[] = [];
  for (const named of reads.all.values()) {
    addAll(others, needsOf(expressionsOfRead(named)).values);
    if (named.kind === "value" && conjunctsOf(named.value.value).length > 1) {
      conjunctions.push(named.value);
    }
  }
  return new Set(conjunctions.filter((value) => !others.has(value)));
}

function addAll<T>(set: Set<T>, items: Iterable<T>): void {
  for (const item of items) {
    set.add(item);
  }
}
