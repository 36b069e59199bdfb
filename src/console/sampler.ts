import { databaseFacts } from "./facts.ts";
import { History } from "./history.ts";
import type { ConsoleEvent, DatabaseFacts, DoctorResult, KindCount, Now, RefusedLately, Trouble } from "./messages.ts";
import type { Rules } from "./pages/rules.ts";
import type { Reader, Reading } from "./reader.ts";
import { refusedLately } from "./refused.ts";
import type { Streams } from "./streams.ts";

const secondMilliseconds = 1_000;

/** How many seconds lie between two of a kind. */
const every = { point: 5, busiest: 5, refused: 5, facts: 30 } as const;

/** What the sampler takes its figures from. */
export interface Sampled {
  /** The run at this moment. */
  readonly now: () => Now;
  /** How many transactions of each kind there were since the process began, most first. */
  readonly kinds: () => readonly KindCount[];
  readonly reader: Reader;
  readonly rules: Promise<Rules>;
  /** The database's address without a password. */
  readonly database: string;
  readonly doctor: () => Promise<DoctorResult | null>;
}

/**
 * Looks at the run once a second, and at the database now and then while somebody looks at the console: once for all of them, however
 * many they are.
 */
export class Sampler implements Disposable {
  readonly #sampled: Sampled;
  readonly #streams: Streams;
  readonly #history: History;
  readonly #timer: NodeJS.Timeout;
  #seconds = 0;
  #refused: RefusedLately | undefined;
  #facts: DatabaseFacts | undefined;
  #trouble: Trouble | null = null;
  #isReading = false;
  /** In which seconds the database was last asked for either. */
  #refusedAt = Number.NEGATIVE_INFINITY;
  #factsAt = Number.NEGATIVE_INFINITY;

  constructor(sampled: Sampled, streams: Streams) {
    this.#sampled = sampled;
    this.#streams = streams;
    this.#history = new History(Date.now());
    this.#timer = setInterval(() => this.#tick(), secondMilliseconds);
    this.#timer.unref();
  }

  /** What a stream begins with: all that is known. */
  first(): ConsoleEvent[] {
    this.#readWhatIsDue();
    return [
      { event: "hello", points: this.#history.points },
      { event: "now", now: this.#sampled.now() },
      { event: "busiest", busiest: this.#busiest() },
      ...(this.#facts === undefined ? [] : [{ event: "facts", facts: this.#facts } as const]),
      ...(this.#refused === undefined ? [] : [{ event: "refused", refused: this.#refused } as const]),
      { event: "trouble", trouble: this.#trouble },
    ];
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#seconds += 1;
    const now = this.#sampled.now();
    this.#streams.send({ event: "now", now });
    if (this.#seconds % every.point === 1) {
      this.#streams.send({ event: "point", point: this.#history.add(now) });
    }
    if (this.#seconds % every.busiest === 1) {
      this.#streams.send({ event: "busiest", busiest: this.#busiest() });
    }
    if (this.#streams.size > 0) {
      this.#readWhatIsDue();
    }
  }

  #busiest() {
    return this.#history.busiest(Date.now(), this.#sampled.kinds());
  }

  #readWhatIsDue(): void {
    if (!this.#isReading && this.#seconds - this.#refusedAt >= every.refused) {
      this.#isReading = true;
      void this.#read().finally(() => {
        this.#isReading = false;
      });
    }
  }

  async #read(): Promise<void> {
    const { reader, rules, database, doctor } = this.#sampled;
    this.#refusedAt = this.#seconds;
    const refused = await reader.read("read what was refused", async (client) => refusedLately(client, await rules));
    if (refused.result !== undefined) {
      this.#refused = refused.result;
      this.#streams.send({ event: "refused", refused: refused.result });
    }
    const facts =
      this.#seconds - this.#factsAt >= every.facts ? await this.#readFacts(reader, database, doctor) : undefined;
    const trouble = refused.trouble ?? facts?.trouble ?? null;
    if (trouble !== this.#trouble) {
      this.#trouble = trouble;
      this.#streams.send({ event: "trouble", trouble });
    }
  }

  async #readFacts(reader: Reader, database: string, doctor: Sampled["doctor"]): Promise<Reading<DatabaseFacts>> {
    const facts = await reader.read("read the state of the database", async (client) =>
      databaseFacts(client, database, await doctor()),
    );
    if (facts.result !== undefined) {
      this.#factsAt = this.#seconds;
      this.#facts = facts.result;
      this.#streams.send({ event: "facts", facts: facts.result });
    }
    return facts;
  }
}
