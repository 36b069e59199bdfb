import { finished, Readable, Writable } from "node:stream";
import type pg from "pg";

/** Fails what waits for a statement, before its answer comes. */
export type GiveUp = (error: Error) => void;

/**
 * Calls back whenever a connection is asked something from now on, and again when the answer has come, or the statement failed.
 * @param client a connection that was let in
 * @param begin called with each statement; what it returns is called at its end
 */
export function eachStatement(client: pg.Client, begin: (giveUp: GiveUp) => () => void): void {
  client.query = new Proxy(client.query, {
    apply(query, self, statement) {
      const result: unknown = Reflect.apply(query, self, statement);
      if (result instanceof Writable || result instanceof Readable) {
        // A COPY fails with the connection, when that is ended.
        finished(
          result,
          begin(() => undefined),
        );
        return result;
      }
      if (result instanceof Promise) {
        return new Promise((resolve, reject) => {
          const end = begin(reject);
          result.finally(end).then(resolve, reject);
        });
      }
      return result;
    },
  });
}
