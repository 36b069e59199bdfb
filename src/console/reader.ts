import type pg from "pg";
import { connect } from "../database/connect.ts";
import { errorCode, errorMessage } from "../errors.ts";
import { Turns } from "../turns.ts";
import type { Trouble } from "./messages.ts";

/** How long a statement of the console's may take, in milliseconds: indexing and the API come first. */
const statementMilliseconds = 2_000;

/** A connection that nobody has used for so long is closed, in milliseconds. */
const idleMilliseconds = 60_000;

const ending = "the indexer is ending";

/** What was read, or why it could not be. */
export type Reading<Result> =
  | { readonly result: Result; readonly trouble?: never }
  | { readonly result?: never; readonly trouble: Trouble };

/**
 * Reads from the database for the console: over one connection, one look after another, each within two seconds. It cannot write, and a
 * fault of it is a sentence, never the end of anything.
 */
export class Reader implements AsyncDisposable {
  readonly #url: string;
  readonly #turns = new Turns();
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param url the database's address */
  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Reads something, after what was asked before.
   * @param what to follow "cannot": "read what was refused"
   */
  read<Result>(what: string, look: (client: pg.Client) => Promise<Result>): Promise<Reading<Result>> {
    return this.#turns.take(async () => {
      try {
        const client = await this.#open();
        return { result: await look(client) };
      } catch (error) {
        return { trouble: `cannot ${what}: ${reasonOf(error)}` };
      }
    });
  }

  async #open(): Promise<pg.Client> {
    if (this.#isClosed) {
      throw new Error(ending);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#close(), idleMilliseconds).unref();
    if (this.#client === undefined) {
      const client = await connect(this.#url, { applicationName: "em-apply console" });
      client.on("error", () => {
        this.#client = this.#client === client ? undefined : this.#client;
      });
      if (this.#isClosed) {
        await client.end();
        throw new Error(ending);
      }
      // Sequential scans are only for tables without an index to look into; the timeout ends those.
      await client.query("set default_transaction_read_only = on; set jit = off; set enable_seqscan = off");
      await client.query("select set_config('statement_timeout', $1, false), set_config('lock_timeout', $1, false)", [
        `${statementMilliseconds}ms`,
      ]);
      this.#client = client;
    }
    return this.#client;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** Closes the connection; what is under way fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#close();
  }
}

function reasonOf(error: unknown): string {
  return errorCode(error) === "57014"
    ? `the database did not answer within ${statementMilliseconds / 1000} s`
    : errorMessage(error);
}
