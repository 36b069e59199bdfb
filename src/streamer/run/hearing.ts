import type pg from "pg";
import type { BlockReader } from "../reader/reader.ts";

/** How often a session that waits hears of what others did, in milliseconds. */
const everyMilliseconds = 100;

/**
 * Has a session hear of what others do to tables while it waits for the next block. Each ANALYZE and each refresh of a view makes all
 * sessions look through their plans for those that it concerns: with the plans of all procedures that takes milliseconds, after a round of
 * ANALYZE forty. Postgres tells a session only when it is asked something; so that this is not the next block, it is asked nothing at all,
 * now and then, and once more while a block that was announced is fetched.
 * @param client outside of a transaction
 * @param reader where the next block comes from
 * @param wait gives undefined where nothing comes any more
 * @returns what was waited for
 */
export async function hearingMeanwhile<Result>(
  client: pg.Client,
  reader: BlockReader,
  wait: Promise<Result | undefined>,
): Promise<Result | undefined> {
  let asked: Promise<unknown> | undefined;
  const ask = async () => {
    // A connection that is lost says so itself.
    await client.query("select").catch(() => undefined);
    asked = undefined;
  };
  const hear = () => {
    asked ??= ask();
  };
  const timer = setInterval(hear, everyMilliseconds);
  reader.onAnnouncement = hear;
  try {
    const result = await wait;
    // Who ends does not wait for a server that may not answer.
    if (result !== undefined) {
      await asked;
    }
    return result;
  } finally {
    reader.onAnnouncement = undefined;
    clearInterval(timer);
  }
}
