import type pg from "pg";
import { Turns } from "../../turns.ts";

/** What failed first of the statements of a transaction. */
export interface FailedStatement {
  readonly cause: unknown;
  /** How many blocks of the commit there were up to those that the statement is about. */
  readonly reach: number;
}

/**
 * The statements of one transaction, which may be asked for before those before them are answered: each is sent the moment that the one
 * before it has its answer, so that the database does not wait until somebody has looked at that.
 */
export class Statements {
  readonly #client: pg.Client;
  readonly #turns = new Turns();
  readonly #asked: Promise<unknown>[] = [];
  #failed: FailedStatement | undefined;
  /** How many blocks of the commit there are up to those that the next statements are about. */
  reach = 0;

  /** @param client a connection inside the transaction, or about to begin it */
  constructor(client: pg.Client) {
    this.#client = client;
  }

  /**
   * Sends a statement when its turn comes.
   * @returns what it answers
   * @throws DatabaseError that is worth telling only where no statement failed before it: those behind a failure fail too
   */
  ask<Answer>(statement: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
    const { reach } = this;
    const answer = this.#turns.take(() => statement(this.#client));
    this.#asked.push(
      answer.catch((cause: unknown) => {
        this.#failed ??= { cause, reach };
      }),
    );
    return answer;
  }

  /**
   * Waits until all are answered.
   * @throws what failed first
   */
  async settled(): Promise<void> {
    const failed = await this.failed();
    if (failed !== undefined) {
      throw failed.cause;
    }
  }

  /** Waits until all are answered, and gives what failed first. */
  async failed(): Promise<FailedStatement | undefined> {
    await Promise.all(this.#asked);
    return this.#failed;
  }
}
