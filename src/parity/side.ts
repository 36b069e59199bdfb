import type pg from "pg";
import { describeAddress } from "../address.ts";
import { connect } from "../database/connect.ts";
import { foreseenFailure } from "../database/foreseen-failure.ts";

/** Which of the two databases. */
export type SideName = "ours" | "theirs";

/** A value as Postgres writes it as text; null is SQL NULL. */
export type Value = string | null;

/** A row of values, in the order that was asked for. */
export type Values = readonly Value[];

/** As pg gives a value before it makes a Date or a number of it: both lose digits. */
const asText = { getTypeParser: () => (value: string) => value };

/** A database that is compared: one connection, which cannot write, in one transaction, so that all that is read is of one moment. */
export class Side implements AsyncDisposable {
  readonly name: SideName;
  /** Where it is, without a password. */
  readonly description: string;
  readonly #client: pg.Client;
  #queries = 0;
  #cursors = 0;

  private constructor(name: SideName, description: string, client: pg.Client) {
    this.name = name;
    this.description = description;
    this.#client = client;
  }

  /**
   * Connects, and takes the snapshot.
   * @throws Failure as `connect` does
   */
  static async open(name: SideName, url: string): Promise<Side> {
    const client = await connect(url, { applicationName: "em-apply parity" });
    const side = new Side(name, `${name}, ${describeAddress(url)}`, client);
    await side.#run("set default_transaction_read_only = on");
    // Compiling a plan costs more than it saves here, and a table is sorted at most once.
    await side.#run("set jit = off");
    await side.#run("set work_mem = '64MB'");
    await side.#run("begin transaction isolation level repeatable read, read only");
    return side;
  }

  /** How many statements were sent, those that open the session included. */
  get queries(): number {
    return this.#queries;
  }

  /**
   * Runs a query whose rows are few.
   * @param values for $1 and so on
   * @throws Failure with 75 when the database is away, or ended the statement
   */
  async rows(text: string, values: readonly unknown[] = []): Promise<Values[]> {
    return await this.#run(text, values);
  }

  /**
   * Reads a query's rows a batch at a time, however many there are.
   * @param batch how many rows are held at once
   */
  async *stream(text: string, batch: number): AsyncGenerator<Values, void, undefined> {
    this.#cursors += 1;
    const cursor = `parity_${this.#cursors}`;
    await this.#run(`declare ${cursor} no scroll cursor for ${text}`);
    for (;;) {
      const rows = await this.#run(`fetch forward ${batch} from ${cursor}`);
      yield* rows;
      if (rows.length < batch) {
        break;
      }
    }
    await this.#run(`close ${cursor}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }

  async #run(text: string, values: readonly unknown[] = []): Promise<Values[]> {
    this.#queries += 1;
    try {
      const { rows } = await this.#client.query<Value[]>({
        text,
        values: [...values],
        rowMode: "array",
        types: asText,
      });
      return rows;
    } catch (error) {
      throw foreseenFailure(error, `reading ${this.description}`) ?? error;
    }
  }
}
