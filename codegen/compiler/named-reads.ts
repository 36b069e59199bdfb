import type { AnyExpression, ColumnSource, NamedValue } from "../spec/expression.ts";
import type { Named } from "../spec/reads.ts";
import { expressionsOf, expressionsOfRead, type Step } from "./step.ts";
import { needsOf } from "./walk.ts";

/** What a spec reads, by the names under which its `reads` gave it back. */
export class NamedReads {
  readonly #names = new Map<ColumnSource | NamedValue, string>();
  readonly #dependencies = new Map<string, readonly string[]>();

  /** @param all the reads of a handler or a rule set, in the order in which it gives them back */
  constructor(readonly all: ReadonlyMap<string, Named>) {
    for (const [name, named] of all) {
      this.#names.set(identityOf(named), name);
    }
    for (const [name, named] of all) {
      this.#dependencies.set(name, this.usedIn(expressionsOfRead(named)));
    }
  }

  /** The name of something that was read; undefined when `reads` did not give it back. */
  nameOf(read: ColumnSource | NamedValue): string | undefined {
    return this.#names.get(read);
  }

  /** The reads on which a read depends. */
  dependenciesOf(name: string): readonly string[] {
    return this.#dependencies.get(name) ?? [];
  }

  /** The reads that a step's own expressions use. */
  usedBy(step: Step): string[] {
    return this.usedIn(expressionsOf(step));
  }

  /** The reads that some expressions use. */
  usedIn(expressions: readonly AnyExpression[]): string[] {
    const { columns, values } = needsOf(expressions);
    const names = new Set<string>();
    for (const { source } of columns) {
      const name = this.nameOf(source);
      if (name !== undefined) {
        names.add(name);
      }
    }
    for (const value of values) {
      const name = this.nameOf(value);
      if (name === undefined) {
        throw new Error("a value is used that reads did not give back: it has no name");
      }
      names.add(name);
    }
    return [...names];
  }
}

function identityOf(named: Named): ColumnSource | NamedValue {
  switch (named.kind) {
    case "row":
      return named.row.source;
    case "record":
      return named.record.source;
    case "value":
      return named.value;
  }
}
